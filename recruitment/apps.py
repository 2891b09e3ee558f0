from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "recruitment"

    def ready(self) -> None:
        from recruitment import following_hires, following_shortlists, listeners, registrations  # noqa: F401
        from recruitment.approvals import following  # noqa: F401
        from recruitment.sources import telling  # noqa: F401

        registrations.register()
