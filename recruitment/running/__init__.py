"""What `manage.py up` does: the processes of one machine, started, watched and stopped in order."""
