"""The pages in a real Chromium, as people use them: by mouse, by keyboard, in two windows, without script."""
