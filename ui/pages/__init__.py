"""One folder a page: page.py is its look, model.py what it shows. Pages never import each other."""
