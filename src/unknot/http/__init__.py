"""What dialects and pages share: routes, requests, answers, uploads. It knows no issue."""
