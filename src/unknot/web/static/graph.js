// A graph may be larger than the window: begin with the issue that it is about.
document.querySelector("[data-middle]")?.scrollIntoView({ block: "nearest", inline: "center" });
