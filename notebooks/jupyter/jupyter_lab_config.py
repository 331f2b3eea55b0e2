"""How JupyterLab runs here: on this machine only, asking the network for nothing.

`make lab` and the browser test both point JUPYTER_CONFIG_PATH at this folder. `labconfig` beside this file
switches off the news, the extension manager and nbgrader's menus.
"""

import zmq

c = get_config()  # noqa: F821

# No news feed, no question whether a newer JupyterLab exists, no listing of extensions from PyPI.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"

# Only this machine can connect; the traffic between server and kernels is encrypted as well.
c.ServerApp.ip = "127.0.0.1"
c.KernelManager.transport_encryption = "auto" if zmq.has("curve") else "disabled"
