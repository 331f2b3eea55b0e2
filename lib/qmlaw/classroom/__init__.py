"""Teaching: the checks of the exercises, and the building of the notebook editions."""
