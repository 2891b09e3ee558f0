"""The web server's settings, the same for one machine (`manage.py up`) and for containers."""

import os

workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = 8
timeout = 60
graceful_timeout = 15
keepalive = 5
# Long-lived processes grow; a fresh one now and then keeps memory flat.
# Most requests are open pages asking for news: with 300 of them a process lives for twenty minutes.
max_requests = 100_000
max_requests_jitter = 10_000
accesslog = None
control_socket_disable = True
# X-Forwarded-* say who asks and over what; without a proxy of ours in front anybody could send them.
forwarded_allow_ips = "*" if int(os.environ.get("TRUSTED_PROXIES", "0")) else ""
limit_request_line = 8190
