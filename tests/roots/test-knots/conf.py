"""A site about knots, half of it in reStructuredText, with a theme that anybody may have."""

project = "Knots"
version = "1"
copyright = "the crew"
extensions = ["myst_parser", "quizgen"]
html_theme = "alabaster"
quizgen_vocabulary = "rules/vocabulary.yaml"
quizgen_models = ["rules/models"]
quizgen_show = 3
