"""How JupyterLab runs here: on this machine only, asking the network for nothing. `make lab` and the browser test use it."""

c = get_config()  # noqa: F821

# No news feed, no question whether a newer JupyterLab exists, no listing of extensions from PyPI.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"

# Only this machine can connect; the traffic between server and kernel is encrypted as well.
c.ServerApp.ip = "127.0.0.1"
c.KernelManager.transport_encryption = "auto"

# Left to itself, nbgrader asks every page for a course that is not there.
c.ServerApp.jpserver_extensions = {"nbgrader.server_extensions.formgrader": False}
