"""A robot reads a page as a browser does."""

from facilitator.rehearsing.pages import form_of, live_parts

PAGE = """
<form id="ballot" method="post" action="/w/1/votes/2/" data-draft-url="/d?a=1&amp;b=2">
  <input type="hidden" name="csrf_token" value="a&#34;b">
  <div data-most="3"><input type="checkbox" name="marks" value="P1" checked>
  <input type="checkbox" name="marks" value="P2"></div>
  <fieldset data-most="1"><input type="radio" name="axis" value="7"></fieldset>
  <select name="language"><option value="">?</option>
    <option value="fr" selected>fr</option></select>
  <textarea name="title">
a &lt;b&gt;</textarea>
  <button name="pressed" value="1">Go</button>
</form>
<button form="ballot" formaction="/else" name="here" value="x">Else</button>
"""
LIVE = """
<div id="now" data-behaviour="live" data-live-url="/live" data-live-topics="step vote"
 data-live-spread="80"><div><div id="people" data-live-url="/live"
 data-live-topics="people"></div></div></div>
<p id="last" data-live-url="/live" data-live-topics="setup"></p>
"""


def test_a_form_is_sent_as_a_browser_sends_it() -> None:
    form = form_of(PAGE, "ballot")

    assert form is not None
    assert form.action == "/w/1/votes/2/"
    assert form.attributes["data-draft-url"] == "/d?a=1&b=2"
    assert form.as_it_is() == [
        ("csrf_token", 'a"b'),
        ("marks", "P1"),
        ("language", "fr"),
        ("title", "a <b>"),
    ]
    assert form.hidden() == [("csrf_token", 'a"b')]


def test_a_control_knows_its_group_its_choices_and_where_it_leads() -> None:
    form = form_of(PAGE, "ballot")

    assert form is not None
    by_name = {control.name: control for control in form.controls}
    assert by_name["marks"].most == (1, 3)
    assert by_name["axis"].most == (2, 1)
    assert by_name["language"].options == ["", "fr"]
    assert by_name["here"].action == "/else"


def test_a_page_without_the_form_has_none() -> None:
    assert form_of(PAGE, "join") is None


def test_live_parts_are_found_with_those_inside_them() -> None:
    now, people, last = live_parts(LIVE)

    assert (now.id, now.topics, now.spread) == ("now", {"step", "vote"}, 0.08)
    assert now.within == ["people"]
    assert (people.id, people.within) == ("people", [])
    assert (last.id, last.topics) == ("last", {"setup"})
