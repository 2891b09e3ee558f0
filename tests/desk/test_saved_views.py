"""Saved views: the filters of a list under a name, kept, shared, opened with, removed and brought back."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts import handover
from candidates.models import Tag
from desk.models import SavedView
from desk.refusals import UnfitView


@pytest.fixture
def keep(rosa: Any) -> Any:
    def save(name: str = "Engineers", query: str = "tag=Engines", list_name: str = "candidates", **facts: Any) -> Any:
        return SavedView.objects.save_view(name, **{"list_name": list_name, "query": query, "by": rosa} | facts)

    return save


def test_a_view_leads_to_its_list_with_its_filters(keep):
    assert keep(query="q=ada&tag=Engines").get_absolute_url() == "/candidates/?q=ada&tag=Engines"


@pytest.mark.parametrize("query", ["next=https://evil.example/", "tag=Maths&view=1", "after=abc"])
def test_only_the_lists_own_filters_are_kept(keep, query):
    with pytest.raises(UnfitView) as refused:
        keep(query=query)
    assert refused.value.field == "query"


def test_a_list_that_nobody_knows_is_refused(keep):
    with pytest.raises(UnfitView):
        keep(list_name="castles")


def test_a_view_of_a_jobs_applications_needs_the_job(keep, job):
    with pytest.raises(UnfitView):
        keep(list_name="applications", query="status=rejected")
    assert keep(list_name="applications", query="status=rejected", within=job.pk).get_absolute_url() == (
        f"/jobs/{job.pk}/?look=list&status=rejected"
    )


def test_two_views_of_one_name_on_a_list_are_one_too_many(keep):
    keep()
    with pytest.raises(UnfitView):
        keep(name="engineers")
    assert keep(list_name="jobs", query="q=x")


def test_nobody_else_sees_what_is_not_shared(keep, otto, hana):
    keep()
    assert not SavedView.objects.visible_to(otto) and not SavedView.objects.visible_to(hana)


def test_a_team_shares_a_view_and_others_do_not_know_of_it(keep, job, hana, otto):
    view = keep(shared_with="team", shared_id=job.pk)

    assert list(SavedView.objects.visible_to(hana)) == [view]
    assert not SavedView.objects.visible_to(otto)


def test_a_department_shares_a_view(keep, company, person, otto):
    view = keep(shared_with="department", shared_id=company.engineering.pk)

    assert list(SavedView.objects.visible_to(person("Eva", "associate", department=company.engineering))) == [view]
    assert not SavedView.objects.visible_to(otto)


def test_a_view_is_shared_only_where_one_belongs(keep, company):
    with pytest.raises(UnfitView):
        keep(shared_with="department", shared_id=company.sales.pk)
    with pytest.raises(UnfitView):
        keep(shared_with="team", shared_id=123_456)


def test_a_shared_view_of_a_list_that_one_may_not_open_is_not_there(keep, admin, ivo):
    SavedView.objects.save_view("Who left", list_name="people", query="left=on", shared_with="everyone", by=admin)

    assert not SavedView.objects.visible_to(ivo)


def test_only_the_owner_changes_and_removes(keep, hana, job):
    view = keep(shared_with="team", shared_id=job.pk)
    for act in (lambda: view.change(name="Mine", by=hana), lambda: view.remove(by=hana)):
        with pytest.raises(PermissionDenied):
            act()


def test_a_removed_view_comes_back_with_one_press(keep, rosa, as_user):
    view, client = keep(), as_user(rosa)

    page = client.post(reverse("desk:view-removal", args=[view.pk]), follow=True).content.decode()
    assert f'action="/views/{view.pk}/return/"' in page and not SavedView.objects.visible_to(rosa)

    client.post(reverse("desk:view-return", args=[view.pk]))
    assert SavedView.objects.visible_to(rosa).get() == view


def test_a_view_comes_back_only_where_its_name_is_free(keep, rosa):
    view = keep()
    view.remove(by=rosa)
    keep()
    with pytest.raises(UnfitView):
        view.bring_back(by=rosa)


def test_a_list_opens_with_the_view_that_was_chosen_for_it(keep, rosa, as_user):
    Tag.objects.create(name="Engines")
    keep().open_with(True, by=rosa)
    client = as_user(rosa)

    assert client.get("/candidates/").url == "/candidates/?tag=Engines"
    assert client.get("/candidates/?view=all").status_code == 200
    assert client.get("/candidates/?q=ada").status_code == 200


def test_one_view_at_most_opens_a_list(keep, rosa, as_user):
    first, second = keep(), keep(name="Ada", query="q=ada")
    first.open_with(True, by=rosa)
    second.open_with(True, by=rosa)

    assert as_user(rosa).get("/candidates/").url == "/candidates/?q=ada"
    second.open_with(False, by=rosa)
    assert as_user(rosa).get("/candidates/").status_code == 200


def test_what_one_opens_with_is_nobody_elses_choice(keep, rosa, hana, job, as_user):
    keep(shared_with="team", shared_id=job.pk).open_with(True, by=rosa)

    assert as_user(hana).get("/candidates/").status_code == 200


def test_the_list_offers_its_views_and_keeps_the_filters_that_are_set(keep, ada, rosa, as_user):
    keep(query="q=ada")
    client = as_user(rosa)

    page = client.get("/candidates/?q=lovelace").content.decode()
    assert 'href="/candidates/?q=ada"' in page
    assert "/views/new/?list=candidates&amp;query=q%3Dlovelace" in page
    assert "/views/new/" not in client.get("/candidates/?q=ada").content.decode()


def test_filters_are_kept_from_the_page(ada, rosa, as_user, job):
    said = {"list": "candidates", "query": "q=ada&after=xyz", "name": "Adas", "audience": f"team:{job.pk}"}

    answer = as_user(rosa).post(reverse("desk:view-new"), said | {"is_default": "on"})

    view = SavedView.objects.get()
    assert answer.url == "/candidates/?q=ada" == view.get_absolute_url()
    assert (view.shared_with, view.shared_id) == ("team", job.pk) and rosa in view.default_for.all()


def test_the_name_of_a_job_one_may_not_see_is_not_shown(otto, job, as_user):
    address = reverse("desk:view-new") + f"?list=applications&within={job.pk}"
    assert as_user(otto).get(address).status_code == 404


def test_a_view_that_names_a_tag_that_is_gone_says_so_and_shows_the_rest(keep, ada, rosa, as_user):
    view = keep(query="q=ada&tag=Engines")

    answer = as_user(rosa).get(view.get_absolute_url())

    assert list(answer.context["page"].rows) == [ada]
    assert "no longer fits in full" in answer.content.decode()
    assert "There is no such tag any more." in answer.content.decode()


@pytest.mark.parametrize("query", ["q=engineer&department=999999", "q=engineer&status=nonsense"])
def test_a_view_that_names_a_department_that_is_gone_shows_the_rest(keep, job, rosa, as_user, query):
    view = keep(list_name="jobs", query=query)

    answer = as_user(rosa).get(view.get_absolute_url())

    assert [row["job"] for row in answer.context["rows"]] == [job]
    assert "no longer fits in full" in answer.content.decode()


def test_the_views_of_a_leaver_go_to_their_heir(keep, rosa, otto, admin):
    kept = keep()
    SavedView.objects.save_view("Engineers", list_name="candidates", query="q=x", by=otto)

    handover.leave(rosa, to=otto, by=admin)

    kept.refresh_from_db()
    assert kept.owner == otto and kept.name.startswith("Engineers (")


def test_the_page_of_views_names_none_of_a_job_that_one_no_longer_sees(keep, rosa, otto, job, as_user):
    view = keep(list_name="applications", query="status=rejected", within=job.pk)
    SavedView.objects.filter(pk=view.pk).update(owner=otto, name="Confidential")

    assert b"Confidential" not in as_user(otto).get(reverse("desk:views")).content


def test_by_rest_a_view_is_kept_changed_removed_and_restored(rosa, api, job):
    client = api(rosa)
    made = client.post(
        "/api/v1/saved_views", {"name": "Ada", "list_name": "candidates", "query": "q=ada"}, format="json"
    )
    at = f"/api/v1/saved_views/{made.json()['id']}"

    assert made.status_code == 201 and made.json()["query"] == "q=ada"
    assert client.patch(at, {"name": "Adas"}, format="json").json()["name"] == "Adas"
    assert client.post(f"{at}/default", {"is_default": True}, format="json").json()["is_default"] is True
    assert client.delete(at).status_code == 204 and client.get(at).status_code == 404
    assert client.post(f"{at}/restore").json()["name"] == "Adas"


def test_by_rest_a_filter_that_is_none_is_named(rosa, api):
    said = {"name": "Ada", "list_name": "candidates", "query": "castle=1"}

    answer = api(rosa).post("/api/v1/saved_views", said, format="json")

    assert answer.status_code == 422 and "castle" in answer.content.decode()


def test_by_rest_the_applications_of_a_job_one_may_not_see_are_not_there(otto, api, job):
    said = {"name": "X", "list_name": "applications", "query": "", "within_id": job.pk}

    assert api(otto).post("/api/v1/saved_views", said, format="json").status_code == 404


def test_of_two_who_save_one_name_at_once_the_second_is_told(keep, monkeypatch):
    keep()
    # Between the question and the answer the other tab was faster.
    monkeypatch.setattr(SavedView, "refuse_second_of_a_name", lambda view: None)

    with pytest.raises(UnfitView):
        keep()


def test_a_shared_view_says_whose_it_is_to_others(keep, rosa, admin, as_user):
    keep(name="My searches", shared_with="everyone")
    whose = "<bdi>My searches</bdi> · <bdi>Rosa</bdi>"

    for place in ("/candidates/", "/views/"):
        assert whose in as_user(admin).get(place).content.decode()
        assert whose not in as_user(rosa).get(place).content.decode()
