#!/usr/bin/env python3
"""Proves an exported record of Pipeline Lock a second time, with nothing of the bot.

    python3 verify_record.py [--key PUBLIC] ... record.jsonl [ARCHIVE ...]

It needs Python 3.9 or later and no library. docs/record.md describes the file; this program reads it as strictly as the bot
does, computes every hash anew, and decides every incident again. Exit codes as those of "record verify": 0 whole, 1 something
was changed or is missing, 2 wrongly used, 3 could not be read, 4 whole, and not proved. --key names the public half of a node's
key, as it stands in checkpoints.keys: without one the checkpoints of a file are compared, and who signed them is not proved.

    python3 verify_record.py [--key PUBLIC] ... --pack FOLDER

proves an evidence pack: that each file is the one that its manifest lists, that a listed key signed the manifest and the checkpoint, that
the incident's events are whole and are those that the checkpoint covers, and that the facts are those of the fingerprints in the events.

    python3 verify_record.py --batch [--key PUBLIC] ... < copies

reads copies, each behind a line with its length in bytes, and answers each with a line of JSON: its problems and what is not
proved. It is how the bot's own tests ask it about thousands of changed records.
"""

import base64
import functools
import hashlib
import json
import os
import re
import sys
from datetime import datetime, timezone

START = "0" * 64
FREEZES = 0
LONGEST = 16 << 20
SECOND = 1_000_000_000  # nanoseconds; all times here are whole numbers of them
LEAST = 10  # characters of a reason to break the glass, and of a review
# What Java's String.strip() takes away.
WHITE = "\t\n\x0b\f\r\x1c\x1d\x1e\x1f \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000"


class Unreadable(Exception):
    """It has another form than it must have."""


class Forbidden(Exception):
    """The rules cannot have let this happen."""


# ---- JSON, read strictly -------------------------------------------------------------------------------------------------


def pairs(found):
    result = dict(found)
    if len(result) != len(found):
        raise ValueError("a key twice")
    return result


def refused(word):
    raise ValueError(word)


DECODER = json.JSONDecoder(object_pairs_hook=pairs, parse_constant=refused)


def strictly(text):
    """One JSON value, and nothing behind it but white space."""
    try:
        value, end = DECODER.raw_decode(text.lstrip(" \t\r\n"))
        if text.lstrip(" \t\r\n")[end:].strip(" \t\r\n"):
            raise Unreadable("it is not JSON")
        text.encode()
        json.dumps(value, ensure_ascii=False).encode()  # no half of a surrogate pair
        return value
    except (ValueError, RecursionError) as e:
        raise Unreadable("it is not JSON") from e


# ---- the forms of what is stored -----------------------------------------------------------------------------------------


def form(check, optional=False):
    return (check, optional)


def text(value):
    if not isinstance(value, str):
        raise Unreadable("a text is missing or wrong")
    return value


def whole(value):
    if not isinstance(value, int) or isinstance(value, bool) or not -(1 << 63) <= value < 1 << 63:
        raise Unreadable("a whole number is missing or wrong")
    return value


def small(value):
    if not -(1 << 31) <= whole(value) < 1 << 31:
        raise Unreadable("a number is too large")
    return value


def truth(value):
    if not isinstance(value, bool):
        raise Unreadable("true or false is missing")
    return value


def one_of(*words):
    def check(value):
        if value not in words:
            raise Unreadable("'%s' is none of %s" % (value, ", ".join(words)))
        return value

    return check


def like(pattern):
    compiled = re.compile(pattern)

    def check(value):
        if not compiled.fullmatch(text(value)):
            raise Unreadable("'%s' has another form" % value)
        return value

    return check


def some(check):
    def checked(value):
        if not isinstance(value, list):
            raise Unreadable("a list is missing or wrong")
        return [check(one) for one in value]

    return checked


def thing(**fields):
    """An object with these fields and no others; what is optional may be null or missing, and is None then."""

    def check(value):
        if not isinstance(value, dict):
            raise Unreadable("an object is missing or wrong")
        for name in value:
            if name not in fields:
                raise Unreadable("nobody knows its field '%s'" % name)
        result = {}
        for name, (inner, optional) in fields.items():
            there = value.get(name)
            if there is None:
                if not optional:
                    raise Unreadable("its field '%s' is missing" % name)
                result[name] = None
            else:
                result[name] = inner(there)
        return result

    return check


def moment(value):
    """An ISO 8601 time in UTC."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z", text(value))
    try:
        seconds = int(datetime.strptime(found.group(1), "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc).timestamp())
    except (AttributeError, ValueError) as e:
        raise Unreadable("'%s' is not a time" % value) from e
    return seconds * SECOND + int((found.group(2) or "0").ljust(9, "0"))


def duration(value):
    """An ISO 8601 duration of days and less, as Java writes them."""
    found = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,9}))?S)?)?", text(value))
    if not found or value in ("P", "PT"):
        raise Unreadable("'%s' is not a duration" % value)
    days, hours, minutes, seconds, part = found.groups(default="0")
    total = ((int(days) * 24 + int(hours)) * 60 + int(minutes)) * 60 + int(seconds)
    return total * SECOND + int(part.ljust(9, "0"))


def positive(value):
    if duration(value) <= 0:
        raise Unreadable("'%s' is not longer than zero" % value)
    return duration(value)


def user(value):
    found = thing(team=form(text), user=form(text))(value)
    if not found["team"].strip(WHITE) or not found["user"].strip(WHITE):
        raise Unreadable("a user id needs a workspace and a user")
    return (found["team"], found["user"])


def people(value):
    found = thing(users=form(some(user), True), groups=form(some(text), True))(value)
    result = (set(found["users"] or []), set(found["groups"] or []))
    if not result[0] and not result[1]:
        raise Unreadable("approvers must name at least one")
    return result


ENVIRONMENT = like(r"[a-z0-9][a-z0-9-]{0,39}")
INSTANCE = like(r"(?s:.+)/[A-Fa-f0-9]{8}-[A-Fa-f0-9-]{27}")
OPTION = one_of("FIX", "SKIP_DRAIN", "NO_CONVERGE")
PANEL = one_of("FIRST", "SECOND")
OUTCOME = one_of("COMPLETED", "FAILED", "CANCELLED", "REJECTED", "WITHDRAWN", "EXPIRED", "LAPSED")
CONFIRMATION = one_of("TYPE_NAME")
INCIDENT = like(r"INC-[1-9][0-9]{0,11}")

EVIDENCE = thing(
    fingerprint=form(text), state=form(text), headline=form(text), lines=form(some(text), True), at=form(moment)
)

STEPS = {
    "pause-job": thing(job=form(text)),
    "abort-build": thing(buildId=form(whole), build=form(text)),
    "read-lock": thing(),
    "recreate": thing(
        instance=form(INSTANCE),
        cid=form(text, True),
        options=form(some(OPTION), True),
        onlyIf=form(one_of("STILL_HUNG", "STILL_BLIND"), True),
    ),
    "verify": thing(workers=form(some(thing(prefix=form(text), tags=form(some(text), True))), True)),
    "unpause-job": thing(job=form(text)),
    "release-lock": thing(pool=form(text), lock=form(text), claimCommit=form(text), tip=form(text)),
    "give-back": thing(aborted=form(some(whole), True), claimCommit=form(text, True)),
    "release-again": thing(claims=form(some(whole), True)),
    "start-deployment": thing(job=form(text)),
    "follow-deployment": thing(),
    "follow-run": thing(),
    "unpause-pipeline": thing(pipeline=form(text)),
    "look-again": thing(),
}

# What may follow the step that lets the lock job go: it only starts the next deployment, and watches it.
AFTER_THE_UNPAUSE = ("start-deployment", "follow-deployment", "follow-run")


def typed(kinds):
    def check(value):
        if not isinstance(value, dict) or value.get("type") not in kinds:
            raise Unreadable("nobody knows its type")
        kind = value["type"]
        return dict(kinds[kind]({name: one for name, one in value.items() if name != "type"}), type=kind)

    return check


def plan(value):
    steps = thing(steps=form(some(typed(STEPS))))(value)["steps"]
    if not steps:
        raise Unreadable("a plan has at least one step")
    return steps


POLICY = thing(
    approvals=form(small),
    requesterCounts=form(truth),
    approvers=form(some(user), True),
    approverGroups=form(some(text), True),
    requestExpires=form(duration),
    executionExpires=form(duration),
    minimumReason=form(small),
    options=form(some(OPTION), True),
    second=form(people, True),
    samePeople=form(some(some(user)), True),
    reference=form(text, True),
    reminder=form(thing(after=form(positive), escalateTo=form(text, True)), True),
    confirm=form(CONFIRMATION, True),
    breakGlass=form(thing(people=form(people), channel=form(text), remindEvery=form(positive)), True),
    evidenceMaxAge=form(duration, True),
)


def policy(value):
    """A policy that could ever be satisfied, and never by one person alone but for break-glass."""
    found = POLICY(value)
    for name in ("approvers", "approverGroups", "options"):
        found[name] = set(found[name] or [])
    found["samePeople"] = [set(one) for one in found["samePeople"] or []]
    second, glass = found["second"], found["breakGlass"]
    users = found["approvers"] | (second[0] if second else set())
    only_users = not found["approverGroups"] and not (second and second[1])
    most = len({frozenset(person_of(found, one)) for one in users})
    wrong = (
        found["approvals"] < 1
        or (found["requesterCounts"] and found["approvals"] < 2)
        or not (found["approvers"] or found["approverGroups"])
        or (only_users and most < found["approvals"])
        or (second and (found["approvals"] < 2 or found["requesterCounts"]))
        or (only_users and second and most < 2)
        or (glass and only_users and any(person_of(found, one) >= users for one in glass["people"][0]))
    )
    if wrong:
        raise Unreadable("its policy is none that the bot takes")
    return found


def person_of(the_policy, one):
    return next((same for same in the_policy["samePeople"] if one in same), {one})


DIGEST = like(r"[0-9a-f]{64}")
PROOF = thing(
    body=form(DIGEST), timestamp=form(like(r"[0-9]{1,12}"), True), signature=form(like(r"v0=[0-9a-f]{64}"), True), card=form(DIGEST, True)
)


def proof(value):
    """What is kept of a request of Slack: a signature has its timestamp, and no other has one."""
    found = PROOF(value)
    if (found["timestamp"] is None) != (found["signature"] is None):
        raise Unreadable("a signature lacks its timestamp, or a timestamp its signature")
    return found


EVENTS = {
    "requested": thing(
        environment=form(ENVIRONMENT),
        by=form(user),
        reason=form(text),
        evidence=form(EVIDENCE),
        plan=form(plan),
        policy=form(policy),
        notes=form(some(text), True),
        after=form(INCIDENT, True),
    ),
    "approved": thing(
        by=form(user), panels=form(some(PANEL), True), confirmed=form(CONFIRMATION, True), proof=form(proof, True)
    ),
    "revoked": thing(by=form(user)),
    "reminded": thing(),
    "glass-broken": thing(by=form(user), reason=form(text), proof=form(proof, True)),
    "review-reminded": thing(),
    "reviewed": thing(by=form(user), finding=form(text)),
    "rejected": thing(by=form(user), reason=form(text), proof=form(proof, True)),
    "card-changed": thing(by=form(user), part=form(text), seen=form(DIGEST)),
    "withdrawn": thing(by=form(user)),
    "expired": thing(),
    "lapsed": thing(changes=form(some(text), True)),
    "started": thing(evidence=form(EVIDENCE)),
    "step-intended": thing(step=form(small), contextId=form(text)),
    "answer-lost": thing(step=form(small), why=form(text)),
    "task-accepted": thing(step=form(small), task=form(whole)),
    "task-said": thing(step=form(small), task=form(whole), offset=form(whole), bytes=form(whole), lines=form(text)),
    "task-ended": thing(step=form(small), task=form(whole), state=form(text), result=form(text, True)),
    "step-ended": thing(
        step=form(small), outcome=form(one_of("DONE", "IGNORED", "NOT_NEEDED", "FAILED", "CANCELLED")), note=form(text)
    ),
    "noted": thing(note=form(text)),
    "note-added": thing(
        by=form(user), about=form(moment), text=form(text), said=form(user, True), link=form(text, True)
    ),
    "cancel-asked": thing(by=form(user)),
    "ended": thing(outcome=form(OUTCOME), summary=form(text), todo=form(some(text), True), headline=form(text, True)),
}
FREEZE = thing(team=form(text), user=form(text), reason=form(text))
TOMBSTONE = thing(environment=form(ENVIRONMENT), ended_at=form(moment), file=form(text), before=form(text))


def length(value):
    """In the units in which Java counts."""
    return len(value.encode("utf-16-le")) // 2


# ---- an incident, decided again ------------------------------------------------------------------------------------------


class Incident:
    """The state of one incident, and the rules by which it may change."""

    def __init__(self, number, clicks):
        self.number = number
        self.request = None
        self.at = self.requested_at = None
        self.phase, self.since = "none", None
        self.approvals = []  # (user, panels)
        self.steps = []
        self.cancelled = False
        self.reminded = False
        self.links = set()
        self.glass = None
        self.changed_cards = set()
        self.clicks = clicks  # those that decided in this and in all incidents before

    # -- what an event changes

    def next(self, event, at):
        """Takes the next event, or says why it cannot have come about."""
        if self.request is None:
            self.begin(event)
            self.requested_at = at
        else:
            if event["type"] == "requested":
                raise Forbidden("is a second request")
            if at < self.at:
                raise Forbidden("is dated before the event that it follows")
            RULES[event["type"]](self, event, at)
            self.click(event.get("proof"))
            CHANGES[event["type"]](self, event, at)
        self.at = at

    def click(self, proof):
        """One click decides once, in whichever incident: its body names it, and so does its signature."""
        marks = {proof["body"], proof["signature"]} - {None} if proof else set()
        if marks & self.clicks:
            raise Forbidden("rests on a click that was used for an earlier decision")
        self.clicks |= marks

    def begin(self, event):
        if event["type"] != "requested":
            raise Forbidden("is not a request, but an incident starts with one")
        if event["after"] is not None and int(event["after"][4:]) >= self.number:
            raise Forbidden("continues %s, which is not an earlier incident" % event["after"])
        rules = event["policy"]
        if length(event["reason"]) < rules["minimumReason"] or not has_reference(rules, event["reason"]):
            raise Forbidden("has a reason that its own policy refuses")
        recreates = [step for step in event["plan"] if step["type"] == "recreate"]
        if recreates and not set(recreates[0]["options"] or []) <= rules["options"]:
            raise Forbidden("uses an option that its own policy refuses")
        if any(step["onlyIf"] == "STILL_BLIND" for step in recreates):
            self.begin_blind(event["plan"], rules)
        self.request, self.policy = event, rules
        self.phase = "awaiting"
        self.steps = [{"is": "waiting", "task": None} for _ in event["plan"]]

    def begin_blind(self, plan, rules):
        def belongs(step):
            return step["type"] in ("verify", "look-again") or (
                step["type"] == "recreate" and step["onlyIf"] == "STILL_BLIND"
            )

        require(all(belongs(step) for step in plan), "is blind, and does something else")
        enough = rules["approvals"] >= 3 or (rules["second"] and rules["approvals"] >= 2)
        require(enough and not rules["requesterCounts"], "is blind, and too few people are asked")
        require(rules["confirm"] == "TYPE_NAME", "is blind, and nobody types the name")
        require(not rules["breakGlass"], "is blind, and has a break-glass")

    def close(self, event, at):
        self.phase, self.since = "closed", at

    def on_approved(self, event, at):
        self.approvals.append((event["by"], panels_of(event)))
        if self.missing(self.approvals) == 0:
            self.phase, self.since = "approved", at

    def on_revoked(self, event, at):
        self.approvals = [one for one in self.approvals if one[0] != event["by"]]
        if self.glass is None:
            self.phase = "awaiting"

    def on_glass(self, event, at):
        self.glass = {"by": event["by"], "reminded": None, "reviewed": False}
        self.phase, self.since = "approved", at

    def on_step(self, event, at):
        step = self.steps[event["step"]]
        kind = event["type"]
        if kind == "step-intended":
            step.update({"is": "intended", "lost": False})
        elif kind == "answer-lost":
            step["lost"] = True
        elif kind == "task-accepted":
            step.update({"is": "following", "task": event["task"], "lines": [], "next": 0})
        elif kind == "task-said":
            step["lines"].append(event["lines"])
            step["next"] = event["offset"] + event["bytes"]
        elif kind == "task-ended":
            step["is"] = "task over"
        else:
            step.update({"is": "over", "outcome": event["outcome"]})

    # -- who may

    def groups(self):
        rules = self.policy
        named = set(rules["approverGroups"])
        for others in (rules["second"], rules["breakGlass"] and rules["breakGlass"]["people"]):
            named |= others[1] if others else set()
        return sorted(named)

    def memberships(self):
        """Nobody knows any more who was in a group: one membership by which the rules allow it is enough."""
        groups = self.groups()
        yield set()
        for one in groups:
            yield {one}
        for one in groups:
            for other in groups:
                if one < other:
                    yield {one, other}

    def panels(self, who, groups):
        rules, second = self.policy, self.policy["second"]
        panels = set()
        if who in rules["approvers"] or rules["approverGroups"] & groups:
            panels.add("FIRST")
        if second and (who in second[0] or second[1] & groups):
            panels.add("SECOND")
        return panels

    def is_same(self, one, other):
        return one == other or any(one in same and other in same for same in self.policy["samePeople"])

    def is_responsible(self, who, groups):
        return bool(self.panels(who, groups)) or (self.glass is not None and self.glass["by"] == who)

    def by_any(self, allowed):
        if not any(allowed(groups) for groups in self.memberships()):
            raise Forbidden("is refused by the rules")

    def missing(self, approvals):
        """How many more people have to say yes."""
        rules = self.policy
        more = max(0, rules["approvals"] - len(approvals) - (1 if rules["requesterCounts"] else 0))
        if not rules["second"]:
            return more
        first = [one for one in approvals if "FIRST" in one[1]]
        second = [one for one in approvals if "SECOND" in one[1]]
        if not first and not second:
            return max(more, 2)
        one_for_both = len(first) == 1 and first == second
        return max(more, 1 if not first or not second or one_for_both else 0)

    # -- what people and the time decide

    def expires(self):
        return self.requested_at + self.policy["requestExpires"]

    def may_approve(self, event, at):
        who, given = event["by"], panels_of(event)
        ok = (
            self.phase == "awaiting"
            and at < self.expires()
            and not self.is_same(who, self.request["by"])
            and not any(self.is_same(one, who) for one, _ in self.approvals)
            and (self.policy["confirm"] is None or event["confirmed"] is not None)
            and self.missing(self.approvals + [(who, given)]) < self.missing(self.approvals)
        )
        require(ok)
        self.by_any(lambda groups: self.panels(who, groups) == given)

    def may_revoke(self, event, at):
        require(self.is_before_start() and any(one == event["by"] for one, _ in self.approvals))

    def is_before_start(self):
        return self.phase in ("awaiting", "approved")

    def may_reject(self, event, at):
        require(self.is_before_start() and event["by"] != self.request["by"])
        self.by_any(lambda groups: self.is_responsible(event["by"], groups))

    def may_withdraw(self, event, at):
        require(self.is_before_start() and event["by"] == self.request["by"])

    def may_cancel(self, event, at):
        who = event["by"]
        require(self.phase == "running" and not self.cancelled)
        self.by_any(lambda groups: who == self.request["by"] or self.is_responsible(who, groups))

    def may_break_glass(self, event, at):
        glass, reason = self.policy["breakGlass"], event["reason"]
        require(self.phase == "awaiting" and at < self.expires() and glass)
        require(reason == reason.strip(WHITE) and length(reason) >= max(LEAST, self.policy["minimumReason"]))
        users, named = glass["people"]
        self.by_any(lambda groups: event["by"] in users or named & groups)

    def may_review(self, event, at):
        who, finding = event["by"], event["finding"]
        require(self.is_for_review())
        require(not self.is_same(who, self.glass["by"]) and not self.is_same(who, self.request["by"]))
        require(finding == finding.strip(WHITE) and length(finding) >= LEAST)
        self.by_any(lambda groups: bool(self.panels(who, groups)))

    def is_for_review(self):
        return self.phase == "closed" and self.glass is not None and not self.glass["reviewed"]

    def may_note(self, event, at):
        require(event["text"].strip(WHITE) and event["about"] <= at + 30 * SECOND)
        require(event["link"] is None or event["link"] not in self.links)

    def may_tell_of_a_changed_card(self, event, at):
        known = self.changed_cards
        require(self.phase != "closed" and event["seen"] not in known and len(known) < 3)

    def is_reminder_due(self, event, at):
        reminder = self.policy["reminder"]
        due = reminder and not self.reminded and self.requested_at + reminder["after"]
        require(self.phase == "awaiting" and due and due < self.expires() and due <= at < self.expires(), "was not due")

    def is_expired(self, event, at):
        require(self.phase == "awaiting" and at >= self.expires(), "was not due")

    def is_review_due(self, event, at):
        glass = self.policy["breakGlass"]
        require(self.is_for_review() and glass, "was not due")
        last = self.since if self.glass["reminded"] is None else self.glass["reminded"]
        require(at >= last + glass["remindEvery"], "was not due")

    def may_lapse(self, event, at):
        require(self.phase in ("awaiting", "approved"), "lapses an incident that waits for neither approval nor its start")
        require(self.phase == "approved" or event["changes"], "lapses a waiting request without naming a change")

    def may_start(self, event, at):
        rules = self.policy
        require(self.phase == "approved", "starts an incident that was not approved")
        require(self.glass is not None or self.missing(self.approvals) == 0, "starts with too few approvals")
        fresh = 30 * SECOND if rules["evidenceMaxAge"] is None else rules["evidenceMaxAge"]
        require(at <= self.since + rules["executionExpires"] + fresh, "starts after the approval had expired")
        then, now = self.request["evidence"], event["evidence"]
        same = then["state"] == now["state"] and then["fingerprint"] == now["fingerprint"]
        require(same, "starts on evidence other than the approved evidence")

    # -- what the bot does

    def step_is(self, step, *states):
        return 0 <= step < len(self.steps) and self.steps[step]["is"] in states

    def current(self):
        return next((i for i, step in enumerate(self.steps) if step["is"] != "over"), None)

    def has_ended(self, *outcomes):
        return any(step["is"] == "over" and step["outcome"] in outcomes for step in self.steps)

    def is_stopped(self):
        current = self.current()
        between = current is not None and self.steps[current]["is"] == "waiting"
        return self.has_ended("FAILED", "CANCELLED") or (self.cancelled and between)

    def is_turn_of(self, step):
        if self.is_stopped():
            return step == self.letting_go()
        return step == self.current()

    def letting_go(self):
        last = len(self.steps) - 1
        while last > 0 and self.planned(last)["type"] in AFTER_THE_UNPAUSE:
            last -= 1
        return last if self.planned(last)["type"] == "unpause-job" else None

    def planned(self, step):
        return self.request["plan"][step]

    def running(self):
        require(self.phase == "running", "belongs to a plan that is not running")

    def may_be_noted(self, event, at):
        require(self.phase != "closed", "comes after the end")

    def may_intend(self, event, at):
        self.running()
        step = event["step"]
        require(self.is_turn_of(step), "starts a step out of order")
        require(self.step_is(step, "waiting"), "starts a step that was started before")
        named = bool(event["contextId"])
        labelled = self.planned(step)["type"] in ("recreate",) + AFTER_THE_UNPAUSE
        require(named == labelled, "has a label on a step that needs none, or has none on a step that needs one")

    def may_lose(self, event, at):
        self.running()
        lost = self.step_is(event["step"], "intended") and not self.steps[event["step"]]["lost"]
        require(lost, "reports a lost answer to a request that was not sent, or whose answer was lost before")

    def may_accept(self, event, at):
        self.running()
        require(self.step_is(event["step"], "intended"), "follows a task that was not requested")

    def is_following(self, event):
        return self.step_is(event["step"], "following") and self.steps[event["step"]]["task"] == event["task"]

    def may_say(self, event, at):
        self.running()
        ok = self.is_following(event) and self.steps[event["step"]]["next"] == event["offset"]
        require(ok, "is not the next piece of the task's log")

    def may_end_task(self, event, at):
        self.running()
        require(self.is_following(event), "ends a task that was not being followed")

    def may_end_step(self, event, at):
        self.running()
        step = event["step"]
        known = self.step_is(step, "waiting", "intended", "following", "task over")
        require(known, "ends a step that is already over or not in the plan")
        require(not self.step_is(step, "waiting") or self.is_turn_of(step), "ends a step out of order")
        require(event["outcome"] != "DONE" or self.may_be_done(step), "reports a step as done that was not started")
        spared = self.is_conditional(step) and (self.step_is(step, "waiting") or self.is_unsent_recreate(step))
        require(event["outcome"] != "NOT_NEEDED" or spared, "says not needed of what no look may spare")

    def is_conditional(self, step):
        planned = self.planned(step)
        spared = ("give-back", "release-again") + AFTER_THE_UNPAUSE
        return planned["type"] in spared or (planned["type"] == "recreate" and planned["onlyIf"] is not None)

    def is_unsent_recreate(self, step):
        unsent = self.step_is(step, "intended") and not self.steps[step]["lost"]
        return unsent and self.planned(step)["type"] == "recreate"

    def may_be_done(self, step):
        planned = self.planned(step)
        if planned["type"] in ("read-lock", "look-again"):
            return True
        if planned["type"] != "recreate":
            return self.step_is(step, "intended")
        made_before = planned["cid"] is None or self.was_made_with_an_earlier_one(planned["instance"], step)
        return self.step_is(step, "task over") or (self.step_is(step, "waiting") and made_before)

    def was_made_with_an_earlier_one(self, instance, step):
        for i in range(step):
            planned, done = self.planned(i), self.steps[i]
            options = set(planned.get("options") or [])
            renews = planned["type"] == "recreate" and "FIX" in options and "NO_CONVERGE" not in options
            if renews and done["is"] == "over" and done["outcome"] == "DONE" and done["task"] is not None:
                if instance in "".join(done["lines"]):
                    return True
        return False

    def may_end(self, event, at):
        self.running()
        outcome = event["outcome"]
        if outcome == "COMPLETED":
            done = self.current() is None and not self.has_ended("FAILED", "CANCELLED")
            require(done, "reports the incident as completed although not every step was done")
        elif outcome == "FAILED":
            require(self.has_ended("FAILED"), "reports the incident as failed although no step failed")
        elif outcome == "CANCELLED":
            require(self.has_ended("CANCELLED") or self.cancelled, "reports the incident as cancelled although nobody asked for that")
        else:
            raise Forbidden("ends a running incident as if it had never started")


def require(holds, otherwise="is refused by the rules"):
    if not holds:
        raise Forbidden(otherwise)


def panels_of(event):
    return set(event["panels"] or ["FIRST"])


def has_reference(rules, reason):
    if rules["reference"] is None:
        return True
    try:
        return re.search(rules["reference"], reason) is not None
    except re.error:
        return True  # a Java expression that Python has not; the bot's own verifier asks it


def nothing(incident, event, at):
    pass


def sets(name, value):
    def change(incident, event, at):
        setattr(incident, name, value)

    return change


def on_note(incident, event, at):
    incident.links.add(event["link"])


def on_changed_card(incident, event, at):
    incident.changed_cards.add(event["seen"])


def on_review_reminded(incident, event, at):
    incident.glass["reminded"] = at


def on_reviewed(incident, event, at):
    incident.glass["reviewed"] = True


RULES = {
    "approved": Incident.may_approve,
    "revoked": Incident.may_revoke,
    "reminded": Incident.is_reminder_due,
    "glass-broken": Incident.may_break_glass,
    "review-reminded": Incident.is_review_due,
    "reviewed": Incident.may_review,
    "rejected": Incident.may_reject,
    "withdrawn": Incident.may_withdraw,
    "expired": Incident.is_expired,
    "lapsed": Incident.may_lapse,
    "started": Incident.may_start,
    "step-intended": Incident.may_intend,
    "answer-lost": Incident.may_lose,
    "task-accepted": Incident.may_accept,
    "task-said": Incident.may_say,
    "task-ended": Incident.may_end_task,
    "step-ended": Incident.may_end_step,
    "noted": Incident.may_be_noted,
    "note-added": Incident.may_note,
    "card-changed": Incident.may_tell_of_a_changed_card,
    "cancel-asked": Incident.may_cancel,
    "ended": Incident.may_end,
}
CHANGES = {
    "approved": Incident.on_approved,
    "revoked": Incident.on_revoked,
    "reminded": sets("reminded", True),
    "glass-broken": Incident.on_glass,
    "review-reminded": on_review_reminded,
    "reviewed": on_reviewed,
    "rejected": Incident.close,
    "withdrawn": Incident.close,
    "expired": Incident.close,
    "lapsed": Incident.close,
    "started": sets("phase", "running"),
    "step-intended": Incident.on_step,
    "answer-lost": Incident.on_step,
    "task-accepted": Incident.on_step,
    "task-said": Incident.on_step,
    "task-ended": Incident.on_step,
    "step-ended": Incident.on_step,
    "noted": nothing,
    "note-added": on_note,
    "card-changed": on_changed_card,
    "cancel-asked": sets("cancelled", True),
    "ended": Incident.close,
}


# ---- the chains of a file ------------------------------------------------------------------------------------------------


def name(number):
    return "the freezes" if number == FREEZES else "INC-%d" % number


class Chains:
    """All chains of a copy, an event at a time. Of each the first bad event is named; what follows it proves nothing."""

    def __init__(self):
        self.problems = []
        self.unproved = []
        self.events = 0
        self.seen = set()
        self.unsound = set()
        self.clicks = set()
        self.tombstones = {}  # by incident: sequence, hash before, file
        self.ends = {}  # by incident: sequence and hash of its last event
        self.hashes = {}  # by chain: number of the first, the hash before it, and all that follow without a gap
        self.checkpoints = []
        self.receipts = []  # (hearer, number)
        self.number = None
        self.expected, self.previous = 1, START
        self.incident, self.freeze = None, None

    def found(self, what):
        self.unsound.add(self.number)
        self.problems.append("%s: %s" % (name(self.number), what))

    def next(self, event):
        if event["incident"] != self.number:
            self.begin(event)
        elif is_tombstone(event):
            self.found("it is marked as archived, but some of its events are still here")
        self.events += 1
        if self.number not in self.unsound:
            self.check(event)
        self.previous = event["hash"]
        self.expected += 1
        self.ends[self.number] = (event["sequence"], event["hash"])
        first, _, hashes = self.hashes.setdefault(self.number, (event["sequence"], before_of(event), []))
        if event["sequence"] == first + len(hashes):
            hashes.append(event["hash"])

    def begin(self, event):
        self.number = event["incident"]
        self.expected, self.previous = 1, START
        self.incident, self.freeze = Incident(self.number, self.clicks), None
        if self.number in self.seen:
            self.found("it starts a second time")
        self.seen.add(self.number)
        if is_tombstone(event):
            try:
                stone = TOMBSTONE(strictly(event["body"]))
            except Unreadable:
                self.found("event %d cannot be read: its archiving has another form" % event["sequence"])
                return
            self.expected, self.previous = max(event["sequence"], 2), stone["before"]
            self.tombstones[self.number] = (event["sequence"], stone["before"], stone["file"])

    def check(self, event):
        if self.number < 0:
            self.found("no incident has this number")
        elif event["sequence"] != self.expected:
            self.found("event %d is where event %d should be" % (event["sequence"], self.expected))
        elif event["hash"] != hash_of(self.previous, event):
            self.found("event %d does not fit its hash, so it or one before it was changed" % self.expected)
        elif not is_tombstone(event):
            self.decide(event)

    def decide(self, event):
        try:
            if self.number == FREEZES:
                self.decide_freeze(event)
            else:
                body = typed(EVENTS)(strictly(event["body"]))
                if body["type"] != event["type"]:
                    raise Forbidden("is stored as '%s', and is '%s'" % (event["type"], body["type"]))
                self.incident.next(body, event["at"] * 1_000_000)
        except Unreadable as e:
            self.found("event %d cannot be read: %s" % (event["sequence"], e))
        except Forbidden as e:
            self.found("event %d %s" % (event["sequence"], e))

    def decide_freeze(self, event):
        FREEZE(strictly(event["body"]))
        before = self.freeze
        right = "unfrozen" if before and before["type"] == "frozen" else "frozen"
        require(event["type"] == right, "is '%s', where '%s' has to be" % (event["type"], right))
        require(not before or event["at"] >= before["at"], "is dated before the event that it follows")
        self.freeze = event

    def end_at_last(self):
        """Incidents are numbered without gaps."""
        numbers = sorted(number for number in self.seen if number > 0)
        missing, before = [], 0
        for number in numbers:
            if number > before + 1:
                missing.append(name(before + 1) if number == before + 2 else "%s to %s" % (name(before + 1), name(number - 1)))
            before = number
        if missing:
            self.problems.append("Nothing is left of %s, which must have existed" % ", ".join(missing))

    def look_in(self, archives):
        """Where what was taken out of the record is."""
        for number, (sequence, before, file) in sorted(self.tombstones.items()):
            if number in self.unsound:
                continue
            if not archives:
                self.unproved.append("NOT PROVED: %s is archived in %s, says the record" % (name(number), file))
            elif not any(one.ends.get(number) == (sequence - 1, before) for one in archives):
                self.problems.append("%s: none of the archives holds what was taken out of the record" % name(number))


def before_of(event):
    """The hash before the first event that is here."""
    try:
        return TOMBSTONE(strictly(event["body"]))["before"] if is_tombstone(event) else START
    except Unreadable:
        return START


def is_tombstone(event):
    return event["type"] == "archived" and event["incident"] != FREEZES


def hash_of(previous, event):
    lines = (previous, event["incident"], event["sequence"], event["at"], event["type"], event["body"])
    return hashlib.sha256("\n".join(str(line) for line in lines).encode()).hexdigest()


# ---- checkpoints ---------------------------------------------------------------------------------------------------------

NUMBER = "(0|[1-9][0-9]{0,17})"
HEX = "([0-9a-f]{64})"
CHECKPOINT = re.compile(
    "(pipeline-lock-checkpoint 1\n"
    "number {n}\nbefore {h}\nat {n}\nkey ([0-9a-f]{{16}})\nevents {n}\nroot {h}\nhighest {n}\nheads {h}\n"
    "(?:override {n} {h} ([^\n\r\x85\u2028\u2029]+)\n)?"
    "((?:chain [0-9]+ [0-9]+ [0-9]+ [0-9a-f]{{64}}\n)*))"
    "signature (ed25519ph )?([A-Za-z0-9+/=]*)\n".format(n=NUMBER, h=HEX)
)
SPAN = re.compile("chain {n} {n} {n} {h}\n".format(n=NUMBER, h=HEX))


class Checkpoint:
    """The text of one, read as strictly as it is written."""

    def __init__(self, whole_text):
        found = CHECKPOINT.fullmatch(whole_text)
        if not found:
            raise Unreadable("it is not a checkpoint")
        self.text = found.group(1)
        self.number, self.at, self.events, self.highest = (int(found.group(i)) for i in (2, 4, 6, 8))
        self.before, self.key, self.root, self.heads = (found.group(i) for i in (3, 5, 7, 9))
        self.override = int(found.group(10)) if found.group(10) else None
        reason = found.group(12)
        if reason and reason != re.sub("[\x00-\x20\x7f]+", " ", reason).strip(WHITE):
            raise Unreadable("its reason is written otherwise")
        self.spans = []
        for line in found.group(13).splitlines(keepends=True):
            span = SPAN.fullmatch(line)
            if not span or int(span.group(2)) < 1 or int(span.group(3)) < int(span.group(2)):
                raise Unreadable("it takes in what cannot be")
            self.spans.append((int(span.group(1)), int(span.group(2)), int(span.group(3)), span.group(4)))
        self.prehashed = found.group(14) is not None
        try:
            self.signature = base64.b64decode(found.group(15), validate=True)
        except ValueError as e:
            raise Unreadable("its signature is not base64") from e
        if base64.b64encode(self.signature).decode() != found.group(15):
            raise Unreadable("its signature is written otherwise")
        self.digest = hashlib.sha256(self.text.encode()).hexdigest()


class State:
    """What the checkpoints say up to one of them."""

    def __init__(self):
        self.number, self.digest, self.at = 0, START, 0
        self.events, self.root, self.highest, self.heads = 0, START, 0, {}

    def base(self, override):
        if override is None:
            return self
        state = State()
        state.number, state.digest, state.at = max(self.number, override), self.digest, self.at
        return state

    def on(self, checkpoint):
        state = State()
        state.number, state.digest, state.at = checkpoint.number, checkpoint.digest, checkpoint.at
        state.events, state.root, state.highest = checkpoint.events, checkpoint.root, checkpoint.highest
        state.heads = dict(self.base(checkpoint.override).heads)
        state.heads.update({chain: (last, head) for chain, _, last, head in checkpoint.spans})
        return state

    def problem(self, checkpoint, keys):
        """What is wrong with the next one; follows "Checkpoint 3"."""
        if keys:
            if checkpoint.key not in keys:
                return "is signed with the key %s, which the settings do not list" % checkpoint.key
            if not is_signed(keys[checkpoint.key], checkpoint.text.encode(), checkpoint.signature, checkpoint.prehashed):
                return "has a signature that does not match the key %s" % checkpoint.key
        base = self.base(checkpoint.override)
        if checkpoint.number != base.number + 1:
            return "is where checkpoint %d should be" % (base.number + 1)
        if checkpoint.before != self.digest:
            return "does not continue the previous one"
        if checkpoint.at < self.at:
            return "is older than the previous one"
        if checkpoint.highest < base.highest:
            return "covers %d incidents, and the previous one %d" % (checkpoint.highest, base.highest)
        before, events = -1, base.events
        for chain, first, last, _ in checkpoint.spans:
            if chain <= before or first <= base.heads.get(chain, (0, ""))[0]:
                return "covers events of chain %d twice" % chain
            before = chain
            events += last - first + 1
        if events != checkpoint.events:
            return "counts %d events, but covers %d" % (checkpoint.events, events)
        lines = ("%d %d %s\n" % (chain, *head) for chain, head in sorted(self.on(checkpoint).heads.items()))
        if hashlib.sha256("".join(lines).encode()).hexdigest() != checkpoint.heads:
            return "lists other heads of its chains than the previous ones"
        return None


def prove_checkpoints(chains, keys):
    """Whether the chains still have all that the checkpoints of the file took in."""
    series = []
    for place, whole_text in enumerate(chains.checkpoints, 1):
        try:
            series.append(Checkpoint(whole_text))
        except Unreadable:
            chains.problems.append("The checkpoint in place %d cannot be read" % place)
            return
    last_override = max((i for i, one in enumerate(series) if one.override is not None), default=0)
    state, told = State(), set()
    for i, checkpoint in enumerate(series):
        problem = state.problem(checkpoint, keys)
        if problem:
            chains.problems.append(
                "Checkpoint %d %s; this one and those after it prove nothing" % (checkpoint.number, problem)
            )
            break
        if i >= last_override:
            compare(chains, state.base(checkpoint.override).root, checkpoint, told)
        state = state.on(checkpoint)
    highest = max(chains.seen | {0})
    if highest < state.highest:
        chains.problems.append(
            "Checkpoint %d covers %s, but the record has none after %s"
            % (state.number, name(state.highest), name(highest) if highest else "the beginning")
        )
    numbers, once = {one.number for one in series}, set()
    for hearer, number in chains.receipts:
        if number not in numbers:
            chains.problems.append("a receipt says that %s accepted checkpoint %d, but that checkpoint is not here" % (hearer, number))
        elif (hearer, number) in once:
            chains.problems.append("%s has two receipts of checkpoint %d" % (hearer, number))
        once.add((hearer, number))
    if not keys:
        signers = sorted({one.key for one in series})
        chains.unproved.append("NOT PROVED: who signed its %d checkpoints (%s): no key was given" % (len(series), ", ".join(signers)))


def compare(chains, root, checkpoint, told):
    known = True
    for chain, first, last, head in checkpoint.spans:
        begin, before, hashes = chains.hashes.get(chain, (0, "", None))
        problem = None
        if hashes is None:
            problem = "checkpoint %d has its event %d, but the record has no event of it" % (checkpoint.number, last)
        elif begin + len(hashes) - 1 < last:
            problem = "checkpoint %d has its event %d, but the record ends with event %d: its end was cut off" % (
                checkpoint.number,
                last,
                begin + len(hashes) - 1,
            )
        else:
            there = before if last == begin - 1 else hashes[last - begin] if last >= begin else None
            if there is not None and there != head:
                problem = "its event %d is not the one that checkpoint %d has: it was rewritten" % (
                    last,
                    checkpoint.number,
                )
        if problem and chain not in told:
            told.add(chain)
            chains.problems.append("%s: %s" % (name(chain), problem))
        there = problem is None and begin <= first
        if there:
            for each in hashes[first - begin : last - begin + 1]:
                root = hashlib.sha256((root + "\n" + each).encode()).hexdigest()
        known = known and there
    if known and root != checkpoint.root:
        chains.problems.append(
            "Checkpoint %d covers other events than the record has, or in another order" % checkpoint.number
        )


# ---- Ed25519, as RFC 8032 has it ---------------------------------------------------------------------------------------

SPKI = bytes.fromhex("302a300506032b6570032100")  # what stands before the 32 bytes of a key
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def point_of(encoded):
    """The point (X, Y, Z, T) that these 32 bytes are, or None."""
    y = int.from_bytes(encoded, "little") & (1 << 255) - 1
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x - u) % P:
        x = x * ROOT % P
        if (v * x * x - u) % P:
            return None
    sign = encoded[31] >> 7
    if x == 0 and sign:
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


def plus(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number, point):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = plus(result, point)
        point = plus(point, point)
        number >>= 1
    return result


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


@functools.lru_cache(maxsize=4096)
def is_signed(key, message, signature, prehashed):
    """Whether the owner of that key signed the message, or (Ed25519ph) its SHA-512."""
    a = point_of(key)
    r = point_of(signature[:32]) if len(signature) == 64 else None
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    prefix = b"SigEd25519 no Ed25519 collisions\x01\x00" if prehashed else b""
    message = hashlib.sha512(message).digest() if prehashed else message
    h = int.from_bytes(hashlib.sha512(prefix + signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), plus(r, times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# ---- the file ------------------------------------------------------------------------------------------------------------

HEADER = thing(format=form(text), version=form(small), exportedAt=form(moment), events=form(whole))
HEADER_3 = thing(format=form(text), version=form(small), exportedAt=form(moment), events=form(whole), checkpoints=form(whole))
HEADER_4 = thing(
    format=form(text), version=form(small), exportedAt=form(moment), events=form(whole), checkpoints=form(whole), receipts=form(whole)
)
CHECKPOINT_LINE = thing(checkpoint=form(text))
RECEIPT_LINE = thing(hearer=form(text), number=form(whole), at=form(whole), proof=form(text))
LINE = thing(
    incident=form(whole), sequence=form(whole), at=form(whole), type=form(text), body=form(text), hash=form(text)
)
SEAL = thing(sha256=form(like("[0-9a-f]{64}")))
KINDS = {"pipeline-lock-record": "record", "pipeline-lock-archive": "archive"}


def parsed(line, check):
    """The object that a line of a file is, or None."""
    try:
        return check(strictly(line.decode()))
    except (Unreadable, UnicodeDecodeError):
        return None


def bare(line):
    return line[:-1] if line.endswith(b"\n") else line


def read(lines, keys):
    """Proves one copy, by its lines with their ends and the public halves of keys; gives what it is and its chains."""
    chains, digest, troubles = Chains(), hashlib.sha256(), []
    lines = iter(lines)
    first = next(lines, b"")
    header = (
        parsed(bare(first), HEADER_4)
        or dict(parsed(bare(first), HEADER_3) or parsed(bare(first), HEADER) or {}, receipts=None)
    )
    header.setdefault("checkpoints", None)
    if "format" not in header or header["format"] not in KINDS or header["events"] < 0 or not fits(header):
        chains.problems.append("The file: its first line is not the header of an exported record")
        return "archive", chains
    kind, version = KINDS[header["format"]], header["version"]
    if version not in (1, 2, 3, 4):
        chains.problems.append("The file: it has version %d, but this program reads versions 1 to 4" % version)
        return kind, chains
    digest.update(first)
    whole_file = read_events(lines, version, chains, digest, troubles)
    if whole_file and chains.events != header["events"]:
        troubles.append("it has %d events, but its header says %d: it was cut off or extended" % (chains.events, header["events"]))
        whole_file = False
    if whole_file and version >= 3 and len(chains.checkpoints) != header["checkpoints"]:
        troubles.append(
            "it has %d checkpoints, but its header says %d: it was cut off or extended"
            % (len(chains.checkpoints), header["checkpoints"])
        )
        whole_file = False
    if whole_file and version == 4 and len(chains.receipts) != header["receipts"]:
        troubles.append(
            "it has %d receipts, but its header says %d: it was cut off or extended" % (len(chains.receipts), header["receipts"])
        )
        whole_file = False
    chains.problems += ["The file: " + trouble for trouble in troubles]
    if whole_file and kind == "record":
        chains.end_at_last()
    if whole_file and chains.checkpoints:
        prove_checkpoints(chains, keys)
    return kind, chains


def fits(header):
    """Only a file of version 3 or 4 has checkpoints, only one of version 4 receipts, and each at least one."""
    for field, since in (("checkpoints", 3), ("receipts", 4)):
        there = header[field]
        if (header["version"] in (3, 4) and header["version"] >= since) != (there is not None) or there is not None and there < 1:
            return False
    return True


def read_events(lines, version, chains, digest, troubles):
    """False where it ends at a line that is none of it."""
    number = 1
    line = next(lines, None)
    while line is not None:
        number += 1
        following = next(lines, None)
        seal = parsed(bare(line), SEAL) if following is None and version >= 2 else None
        if seal is not None:
            if seal["sha256"] != digest.hexdigest() or not line.endswith(b"\n"):
                troubles.append("its last line does not match those before it: it was changed, or not written completely")
            return True
        short = len(line) <= LONGEST
        receipt = parsed(bare(line), RECEIPT_LINE) if version == 4 and short and chains.checkpoints else None
        checkpoint = parsed(bare(line), CHECKPOINT_LINE) if version in (3, 4) and short and not chains.receipts else None
        event = parsed(bare(line), LINE) if short and not chains.checkpoints else None
        if receipt is not None:
            chains.receipts.append((receipt["hearer"], receipt["number"]))
        elif checkpoint is not None:
            chains.checkpoints.append(checkpoint["checkpoint"])
        elif event is not None:
            chains.next(event)
        else:
            awaited = "receipt" if chains.receipts else "checkpoint" if chains.checkpoints else "event"
            troubles.append("line %d is no %s" % (number, awaited))
            return False
        digest.update(line)
        line = following
    if version >= 2:
        troubles.append("its last line, which proves the others, is missing: it was cut off")
    return True


# ---- an evidence pack ----------------------------------------------------------------------------------------------------

MANIFEST = re.compile(
    "(pipeline-lock-evidence-pack 1\nincident (INC-[1-9][0-9]{0,11})\nmade [0-9]{1,15}\nkey ([0-9a-f]{16}|none)\n"
    "((?:file [0-9a-f]{64} [0-9]+ [A-Za-z0-9._/-]+\n)*))"
    "(?:signature (ed25519ph )?([A-Za-z0-9+/=]*)\n)?"
)


def files_in(folder):
    """The paths of all files, below the folder, with / between their parts."""
    found = set()
    for top, _, names in os.walk(folder):
        for each in names:
            found.add(os.path.relpath(os.path.join(top, each), folder).replace(os.sep, "/"))
    return found


def content_of(folder, path):
    with open(os.path.join(folder, *path.split("/")), "rb") as file:
        return file.read()


def prove_signature(what, signed, keys, key, signature, prehashed, chains):
    if not keys:
        chains.unproved.append("NOT PROVED: who signed %s (%s): no key was given" % (what, key))
    elif key not in keys:
        chains.problems.append("%s is signed with the key %s, which was not given" % (what, key))
    elif not is_signed(keys[key], signed, signature, prehashed):
        chains.problems.append("%s has a signature that does not match the key %s" % (what, key))


def prove_manifest(folder, keys, chains):
    """The incident that it is about; None where it cannot be read."""
    found = MANIFEST.fullmatch(content_of(folder, "MANIFEST.txt").decode("utf-8", "replace"))
    if not found:
        chains.problems.append("MANIFEST.txt is not the manifest of an evidence pack")
        return None
    signed, incident, key, lines, prehashed, signature = found.groups()
    listed = {}
    for line in lines.splitlines():
        _, digest, size, path = line.split(" ")
        if path in listed or ".." in path.split("/") or path.startswith("/"):
            chains.problems.append("MANIFEST.txt lists %s, or lists it twice" % path)
        listed[path] = (digest, int(size))
    there = files_in(folder) - {"MANIFEST.txt"}
    for path in sorted(there - set(listed)):
        chains.problems.append("%s is not in the manifest" % path)
    for path in sorted(set(listed) - there):
        chains.problems.append("%s is missing" % path)
    for path in sorted(set(listed) & there):
        content = content_of(folder, path)
        if (hashlib.sha256(content).hexdigest(), len(content)) != listed[path]:
            chains.problems.append("%s was changed" % path)
    if key == "none" or signature is None:
        chains.unproved.append("NOT PROVED: who made the pack: its manifest is not signed")
    else:
        prove_signature("the manifest", signed.encode(), keys, key, base64.b64decode(signature), prehashed is not None, chains)
    return incident


def prove_pack(folder, keys):
    """The chains of the incident, with what is wrong with anything in the folder."""
    chains = Chains()
    incident = prove_manifest(folder, keys, chains)
    if incident is None:
        return chains
    before = chains
    text = content_of(folder, incident + ".jsonl")
    _, chains = read(text.splitlines(keepends=True), keys)
    chains.problems, chains.unproved = before.problems + chains.problems, before.unproved + chains.unproved
    number = int(incident[4:])
    if chains.seen != {number}:
        chains.problems.append("%s.jsonl does not hold the events of %s alone" % (incident, incident))
        return chains
    last = chains.ends[number]
    if "checkpoint.txt" not in files_in(folder):
        chains.unproved.append("NOT PROVED: no checkpoint covers the last event of %s" % incident)
    else:
        try:
            checkpoint = Checkpoint(content_of(folder, "checkpoint.txt").decode("utf-8", "replace"))
        except Unreadable as e:
            chains.problems.append("checkpoint.txt: %s" % e)
            return chains
        if not any((chain, until, head) == (number, *last) for chain, _, until, head in checkpoint.spans):
            chains.problems.append("checkpoint %d does not cover the events of %s" % (checkpoint.number, incident))
        prove_signature(
            "checkpoint %d" % checkpoint.number, checkpoint.text.encode(), keys, checkpoint.key, checkpoint.signature,
            checkpoint.prehashed, chains
        )
    prove_facts(folder, text, chains)
    return chains


def prove_facts(folder, events, chains):
    """Each file of facts is named by its fingerprint, and an event names that too."""
    for path in sorted(files_in(folder)):
        if path.startswith("facts/"):
            fingerprint = path[len("facts/") : -len(".txt")]
            if hashlib.sha256(content_of(folder, path)).hexdigest() != fingerprint:
                chains.problems.append("%s holds other facts than those of its fingerprint" % path)
            elif fingerprint.encode() not in events:
                chains.problems.append("%s belongs to no event" % path)


# ---- the command line ----------------------------------------------------------------------------------------------------


def batch(keys):
    source = sys.stdin.buffer
    for size in iter(source.readline, b""):
        copy = source.read(int(size))
        lines = [line + b"\n" if i < copy.count(b"\n") else line for i, line in enumerate(copy.split(b"\n")) if line or i < copy.count(b"\n")]
        _, chains = read(lines, keys)
        chains.look_in([])
        print(json.dumps({"problems": chains.problems, "unproved": chains.unproved}), flush=True)
    return 0


def named_keys(words):
    """The keys by their ids, and the words that are left."""
    keys, rest = {}, list(words)
    while "--key" in rest:
        at = rest.index("--key")
        der = base64.b64decode(rest[at + 1], validate=True)
        if len(der) != 44 or der[:12] != SPKI:
            raise ValueError("it is not an Ed25519 key")
        keys[hashlib.sha256(der).hexdigest()[:16]] = der[12:]
        del rest[at : at + 2]
    return keys, rest


def told_of_pack(folder, keys):
    try:
        chains = prove_pack(folder, keys)
    except (OSError, ValueError) as e:
        print("%s cannot be read: %s" % (folder, e), file=sys.stderr)
        return 3
    print("%s: %d events: %s." % (folder, chains.events, "NOT whole" if chains.problems else "whole"))
    for line in chains.problems + chains.unproved:
        print("  " + line)
    return 1 if chains.problems else 4 if chains.unproved else 0


def main(words):
    try:
        keys, words = named_keys(words)
    except (ValueError, IndexError):
        print("--key is followed by the public half of an Ed25519 key in base64", file=sys.stderr)
        return 2
    if words == ["--batch"]:
        return batch(keys)
    if len(words) == 2 and words[0] == "--pack":
        return told_of_pack(words[1], keys)
    if not words or any(word.startswith("-") for word in words):
        print(__doc__, file=sys.stderr)
        return 2
    copies = []
    for path in words:
        try:
            with open(path, "rb") as file:
                copies.append((path, *read(file, keys)))
        except OSError as e:
            print("%s cannot be read: %s" % (path, e.strerror), file=sys.stderr)
            return 3
    records = [one for one in copies if one[1] == "record"]
    if len(records) > 1:
        print("name one record, and its archives", file=sys.stderr)
        return 2
    for _, _, chains in records:
        chains.look_in([archive for _, kind, archive in copies if kind == "archive"])
    for path, _, chains in copies:
        state = "NOT whole" if chains.problems else "whole"
        print("%s: %d chains, %d events: %s." % (path, len(chains.seen), chains.events, state))
        for line in chains.problems + chains.unproved:
            print("  " + line)
    if any(chains.problems for _, _, chains in copies):
        return 1
    return 4 if any(chains.unproved for _, _, chains in copies) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
