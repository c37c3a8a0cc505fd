"""Acts in an order in which each of them succeeds, sent by the people who may, each answer checked against the contract.

Generated requests find no token of a mail, no code of a second factor, and nothing in the one state that an act asks for. Here one person
prepares what the next one acts on. Bodies are the contract's own examples; only ids, tokens, codes and what must not be there twice are put in.
"""

import email
import email.policy
import json
import pathlib
import re
import time
import uuid

import requests
import schemathesis
from contract_session import sign_in, totp
from contract_world import FILES, OFFICIAL_LIST, World, today
from schemathesis.checks import not_a_server_error
from schemathesis.core import NOT_SET
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
PASSWORD, NEW_PASSWORD = "lime-orbit-quill-42", "plum-anchor-violet-77"
# Mail is queued; a worker hands it over within a second or two.
MAIL_WITHIN = 30
# Codes of a second factor change after so many seconds.
HALF_MINUTE = 30
# A town in the first of Miyagi's areas, for an institution that asks for support.
TOWN, PREFECTURE, FISCAL_YEAR = "04321", "04", 2026


def new_address():
    """An address that nobody has."""
    return f"contract-{uuid.uuid4().hex[:12]}@example.jp"


def token_for(maildir, recipient, page):
    """The token of the link to a page in a mail to an address that nobody had before."""
    until = time.monotonic() + MAIL_WITHIN
    while time.monotonic() < until:
        for file in (pathlib.Path(maildir) / "new").iterdir():
            message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            if recipient in str(message["To"]).lower():
                found = re.search(rf"/{page}#token=([\w.~-]+)", message.get_body(("plain",)).get_content())
                if found:
                    return found.group(1)
        time.sleep(0.1)
    raise RuntimeError(f"no mail to {recipient} with a link to /{page}")


class Person:
    """Somebody who acts: a role of the contract's list, a session, and a place to call from."""

    def __init__(self, scenario, role, number):
        self.scenario = scenario
        self.role = role
        self.token = None
        # Keeps the cookie that renews a session.
        self.browser = requests.Session()
        self.place = f"198.18.1.{number}"
        self.world = World(scenario.url, scenario.document, self.headers, {})

    def headers(self):
        """What every request of this person carries."""
        return {"X-Forwarded-For": self.place} | ({"Authorization": f"Bearer {self.token}"} if self.token else {})

    def sign_in(self, address, password, secret=None):
        """Begins a session with the password entered once more."""
        self.token = sign_in(self.scenario.url, address, password, secret, self.place, self.scenario.ahead)
        return self

    def act(self, operation, path=None, body=None, query=None, file=None):
        """Sends an operation that must succeed; returns the answer's JSON, if it has a body of that kind."""
        found = self.scenario.schema.find_operation_by_id(operation)
        example = self.scenario.example(found.definition.raw)
        sent, media_type = NOT_SET, None
        if file:
            media_type, sent = file
        elif example is not None or body is not None:
            media_type, sent = "application/json", {**(example or {}), **(body or {})}
        headers = self.headers()
        for parameter in found.definition.raw.get("parameters", []):
            if parameter["name"] == "If-Match":
                # Where it can be left out, it is the first time. Staff cannot read alone what an institution is still writing.
                tag = self.world.version(found.path, path or {})[1] or ("*" if parameter.get("required") else None)
                headers |= {"If-Match": tag} if tag else {}
        case = found.Case(path_parameters=path, query=query, headers=headers, body=sent, media_type=media_type)
        response = case.call(base_url=self.scenario.url, session=self.browser)
        if not 200 <= response.status_code < 300:
            raise RuntimeError(f"{operation} as {self.role} answered {response.status_code}: {response.text[:500]}")
        case.validate_response(response, checks=CHECKS)
        self.scenario.succeeded.add(f"{operation} {self.role}")
        return response.json() if "json" in str(response.headers.get("content-type", "")) else None


class Scenario:
    """One server, and what its people do there."""

    def __init__(self, settings, document, account):
        self.url = settings["url"]
        self.maildir = settings["maildir"]
        self.ahead = settings["clock_shift_seconds"]
        self.document = document
        self.schema = schemathesis.openapi.from_dict(document)
        self.account = account
        # `operation role`, as the list of successes has it.
        self.succeeded = set()
        self.people = 0

    def example(self, operation):
        """The contract's example of an operation's body."""
        return operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("example")

    def somebody(self, role):
        """Somebody of a role who has not signed in."""
        self.people += 1
        return Person(self, role, self.people)

    def demo(self, role):
        """The demo's first person of a role, signed in."""
        return self.somebody(role).sign_in(*self.account(role))

    def run(self):
        """Everything, in order."""
        self.visitor = self.somebody("visitor")
        self.officer = self.demo("prefecture_officer")
        self.secretariat = self.demo("secretariat")
        self.committee = self.demo("committee_member")
        member, _ = self.sign_up("institution_member", "institution")
        organization = member.act("create_organization")["id"]
        self.invite(member, organization)
        registration, institution = self.register(member, organization)
        self.correct(member, registration)
        self.offer(member, organization, institution)
        self.suit(member, institution)
        self.support(member, institution)
        self.renew_official_list(member, organization)
        self.designate()
        self.plan()
        self.mistakes()
        self.secretariat.act("create_subsidy_rule")
        self.answer()
        self.renew_recovery_codes()
        doctor, address = self.sign_up("doctor", "doctor")
        doctor.act("save_message_draft", {"subject_id": institution}, {"body": "見学は可能でしょうか。"})
        self.show_licence(doctor)
        self.set_up_second_factor(doctor, address)
        self.lose_password_and_leave(doctor, address)
        return self.succeeded

    def sign_up(self, role, kind):
        """Signs up by the link of a mail; returns the new person, signed in, and the address."""
        address, person = new_address(), self.somebody(role)
        self.visitor.act("request_sign_up", body={"kind": kind, "email": address})
        token = {"token": token_for(self.maildir, address, "complete-sign-up")}
        self.visitor.act("look_up_sign_up", body=token)
        self.visitor.act("create_account", body=token | {"kind": kind, "password": PASSWORD})
        person.act("create_session", body={"email": address, "password": PASSWORD})
        person.token = person.act("refresh_session")["access_token"]
        person.act("prove_session", body={"password": PASSWORD})
        return person, address

    def invite(self, member, organization):
        """Invites a colleague, who joins and is removed."""
        address = new_address()
        member.act("create_member_invitation", {"id": organization}, {"email": address})
        token = {"token": token_for(self.maildir, address, "invitation")}
        self.visitor.act("look_up_invitation", body=token)
        self.visitor.act("accept_invitation", body=token | {"password": PASSWORD})
        before = member.act("get_organization", {"id": organization})["members"]
        colleague = next(one for one in before if one["email"] == address)
        member.act("remove_member", {"id": organization, "account_id": colleague["account_id"]})

    def written(self, member, organization, name, **start):
        """A registration that says everything, started from a row of the official list or from nothing."""
        registration = {"id": member.act("create_registration", {"id": organization}, start)["id"]}
        content = self.example(self.schema.find_operation_by_id("create_change_request").definition.raw)["content"]
        content["public"] |= {"name": name, "prefecture_code": PREFECTURE, "municipality_code": TOWN}
        member.act("save_registration", registration, {"content": content})
        return registration

    def register(self, member, organization):
        """Brings an institution from the draft to publication, by way of the return; tells the registration and the institution."""
        registration = self.written(member, organization, "【架空】おおがわら診療所")
        member.act("submit_registration", registration)
        self.secretariat.act("add_registration_note", registration)
        self.secretariat.act("take_registration", registration)
        self.secretariat.act("leave_registration", registration)
        self.keep_reason_templates()
        self.secretariat.act("start_registration_review", registration)
        self.secretariat.act("return_registration", registration)
        institution = member.act("submit_registration", registration)["institution_id"]
        member.act("print_registration", registration)
        self.secretariat.act("forward_registration", registration)
        self.committee.act("confirm_registration", registration)
        member.act("pause_own_institution", {"id": institution})
        member.act("resume_own_institution", {"id": institution})
        return registration, institution

    def keep_reason_templates(self):
        """Enters a standard text for reasons, changes it, and removes it."""
        template = {"id": self.secretariat.act("create_reason_template")["id"]}
        self.secretariat.act("save_reason_template", template)
        self.secretariat.act("remove_reason_template", template)

    def correct(self, member, registration):
        """Asks for a correction, which the secretariat refuses."""
        content = member.act("get_registration", registration)["content"]
        content["public"]["headline"] = "【架空】見出しの案"
        asked = member.act("create_change_request", registration, {"content": content})
        self.secretariat.act("refuse_change_request", {"id": asked["id"]})

    def offer(self, member, organization, institution):
        """Takes openings to each of their ends."""
        place = {"id": institution}

        def written(**start):
            opening = {"id": member.act("create_opening", place, start)["id"]}
            member.act("save_opening", opening)
            member.act("publish_opening", opening)
            return opening

        filled = written()
        self.visitor.act("get_opening", filled)
        for step in ("confirm_opening", "pause_opening", "resume_opening", "fill_opening"):
            member.act(step, filled)
        member.act("end_opening", written(copy_of=filled["id"]))
        self.secretariat.act("take_down_opening", written())
        draft = {"id": member.act("create_opening", place)["id"]}
        member.act("get_own_opening", draft)
        member.act("discard_opening", draft)
        member.act("list_own_openings", {"id": organization})

    def suit(self, member, institution):
        """Saves what a doctor wishes for, and holds an opening beside it."""
        doctor = self.demo("doctor")
        doctor.act("save_wishes")
        doctor.act("get_wishes")
        opening = {"id": member.act("create_opening", {"id": institution})["id"]}
        member.act("save_opening", opening)
        member.act("publish_opening", opening)
        doctor.act("list_matches")
        doctor.act("explain_opening", opening)

    def support(self, member, institution):
        """Takes an application for support through both councils to its report."""
        area = self.visitor.act("look_up_priority_areas", query={"municipality": TOWN})["areas"][0]["area"]["id"]
        meetings = self.visitor.act("list_council_meetings", query={"prefecture": PREFECTURE, "fiscal_year": FISCAL_YEAR})["items"]
        meeting = next(one["id"] for one in meetings if one["council"] == "regional_medical")
        wanted = {"institution_id": institution, "priority_area_id": area, "fiscal_year": FISCAL_YEAR}
        application = {"id": member.act("create_support_application", body=wanted)["id"]}
        pdf = ("application/pdf", FILES["application/pdf"])
        for name in ("estimate.pdf", "drawing.pdf"):
            document = member.act("add_support_document", application, query={"name": name}, file=pdf)["id"]
        member.act("get_support_document", application | {"document_id": document})
        member.act("remove_support_document", application | {"document_id": document})
        member.act("submit_support_application", application)
        self.officer.act("return_support_application", application)
        member.act("submit_support_application", application)
        self.officer.act("check_support_application", application)
        self.officer.act("propose_support_application", application, {"meeting_id": meeting})
        held = next(one for one in meetings if one["id"] == meeting)
        self.officer.act("save_council_meeting", {"id": meeting}, held | {"held_on": today(self.ahead)})
        listed = self.officer.act("list_meeting_applications", {"id": meeting})["items"]
        version = next(one["version"] for one in listed if one["id"] == application["id"])
        said = {"application_id": application["id"], "agreed": True, "version": version}
        self.officer.act("record_meeting_opinions", {"id": meeting}, {"opinions": [said]})
        for council in ("regional_medical", "insurers"):
            self.officer.act("record_council_opinion", application, {"council": council, "on": today(self.ahead)})
        self.officer.act("select_support_application", application)
        member.act("apply_support_application", application)
        days = {"decided_on": today(self.ahead), "report_by": today(self.ahead)}
        decided = self.officer.act("decide_support_application", application, days)["decision"]
        amounts = {"amounts": decided["amounts"]}
        member.act("report_support_application", application, amounts)
        self.officer.act("return_support_report", application)
        member.act("report_support_application", application, amounts)
        self.officer.act("check_support_report", application)
        fixable = self.officer.act("get_support_application", application)["fixable"]
        most = [{"scheme": one["scheme"], "subsidy_yen": one["most_yen"]} for one in fixable]
        self.officer.act("fix_support_amount", application, {"fixed_on": today(self.ahead), "amounts": most})
        for form in ("grant_application", "decision", "report", "fixing"):
            member.act("print_support_form", application, query={"form": form})
        self.officer.act("print_meeting_packet", {"id": meeting})
        self.officer.act("export_support_applications", query={"format": "xlsx"})
        member.act("claim_support_application", application)
        member.act("withdraw_support_claim", application)
        member.act("claim_support_application", application)
        self.officer.act("pay_support_application", application, {"paid_on": today(self.ahead)})
        self.officer.act("undo_support_application", application)

    def renew_official_list(self, member, organization):
        """Takes in a newer edition of the official list than a registration was started from, and discards another."""
        row = member.act("search_registry", query={"q": "山﨑医院"})["items"][0]
        registration = self.written(member, organization, row["name"], registry_code=row["code"])
        member.act("submit_registration", registration)
        edition = OFFICIAL_LIST.read_text().replace("架空しろいし山﨑医院", "架空しろいし山﨑クリニック")
        upload = {"dataset": "insured_institutions", "file_name": "202610_official_list.csv"}
        for last in ("discard_registry_import", "apply_registry_import"):
            taken = self.secretariat.act("create_registry_import", query=upload, file=("text/csv", edition.encode()))
            self.secretariat.act(last, {"id": taken["id"]})
        difference = self.secretariat.act("list_registry_differences")["items"][0]
        self.secretariat.act("acknowledge_registry_difference", {"id": difference["id"]})
        member.act("claim_institution", {"id": organization}, {"registry_code": row["code"]})

    def designate(self):
        """Designates an area, changes it, and ends it."""
        area = {"id": self.officer.act("create_priority_area")["id"]}
        self.officer.act("replace_priority_area", area)
        self.officer.act("close_priority_area", area)

    def mistakes(self):
        """Takes back what was entered by mistake and has not begun."""
        rule = {"id": self.secretariat.act("create_subsidy_rule", body={"valid_from": "2098-04-01", "valid_until": "2099-03-31"})["id"]}
        self.secretariat.act("withdraw_subsidy_rule", rule)
        line = self.officer.act("save_support_budget", body={"fiscal_year": 2099, "scheme": "recurrent_education"})["lines"]
        version = next(one["version"] for one in line if one["scheme"] == "recurrent_education")
        body = {"scheme": "recurrent_education", "version": version}
        self.officer.act("withdraw_support_budget", {"fiscal_year": 2099}, body)
        shape, source = {"kind": "municipalities", "codes": [TOWN]}, {"title": "A fictional draft", "section": "Page 1"}
        version = {"status": "candidate", "shape": shape, "valid_from": "2098-04-01", "source": source}
        area = self.officer.act("create_priority_area", body={"version": version})
        self.officer.act("withdraw_priority_area", {"id": area["id"]}, {"version_id": area["versions"][0]["id"]})

    def plan(self):
        """Takes the plan further with the meeting that was held."""
        calendar = {"prefecture": PREFECTURE, "fiscal_year": FISCAL_YEAR}
        meetings = self.visitor.act("list_council_meetings", query=calendar)["items"]
        first = next(one for one in meetings if one["round"] == "first" and one["council"] == "regional_medical")
        plan = self.visitor.act("list_correction_plans", query=calendar)["items"][0]
        self.officer.act("advance_correction_plan", {"id": plan["id"]}, {"meeting_id": first["id"]})

    def set_up_second_factor(self, doctor, address):
        """Sets up a second factor, signs in with it, and removes it; a code is good once, and the next one is known already."""
        secret = doctor.act("start_totp")["secret"]
        confirmed = doctor.act("confirm_totp", body={"code": totp(secret, self.ahead)})
        doctor.token = confirmed["sign_in"]["access_token"]
        asked = doctor.act("create_session", body={"email": address, "password": PASSWORD})
        code = {"challenge_token": asked["challenge_token"], "code": totp(secret, self.ahead + HALF_MINUTE)}
        doctor.token = doctor.act("verify_second_factor", body=code)["access_token"]
        doctor.act("prove_session", body={"password": PASSWORD})
        doctor.act("remove_totp")

    def renew_recovery_codes(self):
        """Replaces the recovery codes with the code after the one that signed in."""
        *_, secret = self.account("administrator")
        administrator = self.demo("administrator")
        self.look_after_accounts(administrator)
        administrator.act("regenerate_recovery_codes", body={"code": totp(secret, self.ahead + HALF_MINUTE)})

    def answer(self):
        """Answers a message from the contact page."""
        self.visitor.act("create_contact_message")
        message = self.secretariat.act("list_contact_messages", query={"settled": "false"})["items"][0]
        self.secretariat.act("reply_to_contact_message", {"id": message["id"]})

    def look_after_accounts(self, administrator):
        """Suspends an account and resumes it; asks for resets of a second factor, of which one is taken back and another administrator approves one."""
        staff = administrator.act("list_staff")["items"]
        officer = next(one for one in staff if "prefecture_officer" in one["roles"])
        account = {"account_id": officer["account_id"]}
        # Who approves must have been an administrator before somebody asked.
        colleague = self.another_administrator(administrator)
        reset = administrator.act("create_second_factor_reset", body=account)
        administrator.act("withdraw_second_factor_reset", {"id": reset["id"]})
        reset = administrator.act("create_second_factor_reset", body=account)
        administrator.act("list_second_factor_resets")
        colleague.act("approve_second_factor_reset", {"id": reset["id"]})
        administrator.act("suspend_account", account)
        administrator.act("resume_account", account)

    def another_administrator(self, administrator):
        """Invites a second administrator, who joins and sets up a second factor."""
        address, person = new_address(), self.somebody("administrator")
        administrator.act("create_staff_invitation", body={"email": address, "role": "administrator"})
        self.visitor.act("accept_invitation", body={"token": token_for(self.maildir, address, "invitation"), "password": PASSWORD})
        person.token = person.act("create_session", body={"email": address, "password": PASSWORD})["access_token"]
        secret = person.act("start_totp")["secret"]
        person.token = person.act("confirm_totp", body={"code": totp(secret, self.ahead)})["sign_in"]["access_token"]
        person.act("prove_session", body={"password": PASSWORD})
        return person

    def show_licence(self, doctor):
        """States a licence, shows the staff a copy of it, and takes that back."""
        doctor.act("save_doctor_profile")
        doctor.act("upload_licence_copy", file=("image/png", FILES["image/png"]))
        self.secretariat.act("open_licence_copy", {"account_id": doctor.act("get_me")["id"]})
        doctor.act("remove_licence_copy")

    def lose_password_and_leave(self, doctor, address):
        """Sets a new password by mail, changes it, signs out everywhere, and deletes the account."""
        self.visitor.act("request_password_reset", body={"email": address})
        token = token_for(self.maildir, address, "reset-password")
        self.visitor.act("reset_password", body={"token": token, "password": NEW_PASSWORD})
        doctor.sign_in(address, NEW_PASSWORD)
        doctor.act("change_password", body={"current_password": NEW_PASSWORD, "new_password": PASSWORD})
        doctor.act("delete_all_sessions")
        doctor.sign_in(address, PASSWORD)
        doctor.act("delete_me", body={"password": PASSWORD})
