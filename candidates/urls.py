from django.urls import URLPattern, path

from candidates.views import about, activities, adding, candidate, document, history, notes, people, printing

app_name = "candidates"
_person = "candidates/<int:id>/"
_contacts = [
    pattern
    for noun in ("email", "phone", "link")
    for pattern in (
        path(f"{_person}{noun}s/", about.contacts, {"noun": noun}, name=f"candidate-{noun}s"),
        path(
            f"{_person}{noun}s/<int:fact_id>/removal/",
            about.contact_removal,
            {"noun": noun},
            name=f"candidate-{noun}-removal",
        ),
    )
]

urlpatterns: list[URLPattern] = [
    path("candidates/", people.candidates, name="candidates"),
    path("candidates/new/", adding.new, name="candidate-new"),
    path("candidates/known/", adding.known, name="candidate-known"),
    path("candidates/tags/", candidate.tag_names, name="tag-names"),
    path(_person, candidate.candidate, name="candidate"),
    path(f"{_person}facts/", candidate.facts, name="candidate-facts"),
    path(f"{_person}timeline/", history.history, name="candidate-timeline"),
    path(f"{_person}notes/", notes.notes, name="candidate-notes"),
    path(f"{_person}colleagues/", notes.colleagues, name="candidate-colleagues"),
    path(f"{_person}activities/", activities.activities, name="candidate-activities"),
    path(f"{_person}pdf/", printing.pdf, name="candidate-pdf"),
    path(f"{_person}documents/", about.documents, name="candidate-documents"),
    path(f"{_person}tags/", about.tags, name="candidate-tags"),
    path(f"{_person}tags/<int:tag_id>/removal/", about.tag_removal, name="candidate-tag-removal"),
    path(f"{_person}proposals/<int:proposal_id>/acceptance/", about.acceptance, name="proposal-acceptance"),
    path(f"{_person}proposals/<int:proposal_id>/dismissal/", about.dismissal, name="proposal-dismissal"),
    *_contacts,
    path("notes/<int:id>/", notes.note, name="note"),
    path("notes/<int:id>/removal/", notes.removal, name="note-removal"),
    path("activities/<int:id>/removal/", activities.removal, name="activity-removal"),
    path("documents/<int:id>/", document.document, name="document"),
    path("documents/<int:id>/pages/<int:number>/", document.page, name="document-page"),
]
