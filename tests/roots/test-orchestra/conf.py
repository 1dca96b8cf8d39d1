"""A site about the orchestra: notes in docs/, item models in _templates/."""

from pathlib import Path

TOP = Path(__file__).parent

project = "Orchestra Notes"
version = "1"
copyright = "the players"
extensions = ["myst_parser", "quizgen"]
templates_path = [str(TOP / "_templates")]
locale_dirs = [str(TOP / "locale")]
myst_heading_anchors = 3
html_theme = "basic"
