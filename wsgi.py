"""What a web server loads: the application on the settings of the environment."""

from livinglab.app import create_app

app = create_app()
