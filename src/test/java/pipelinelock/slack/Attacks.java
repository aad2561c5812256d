package pipelinelock.slack;

import static pipelinelock.incident.IncidentExamples.approved;
import static pipelinelock.slack.Story.ANA;
import static pipelinelock.slack.Story.BEN;
import static pipelinelock.slack.Story.CLEO;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import pipelinelock.environment.UserId;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.LawfulEvents;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.rehearsal.slack.SlackFault;
import pipelinelock.rehearsal.slack.workspace.Persona;

/**
 * Every way that was thought of to make the bot count what must not count: a table. Each is tried
 * on an incident of its own, over real HTTP, and must leave the incident's record as it was.
 */
final class Attacks {
  private static final ApprovalPolicy TWO = policy(Set.of(BEN, CLEO), Set.of("S0APPROVERS"));
  private static final Consumer<AttackScene> NOTHING = _ -> {};
  private static final Map<Persona, String> REFUSALS =
      Map.of(
          Persona.GUS, "Guests of the workspace cannot decide",
          Persona.BOTTO, "Bots and apps cannot decide",
          Persona.DEA, "deactivated",
          Persona.STRANGER, "Only members of this workspace can decide");

  /**
   * One of them.
   *
   * @param prior what has happened to the incident before
   * @param told words of the reply to the attacker; empty where the request itself is refused
   */
  record Attack(String name, Target target, Act act, Optional<String> told) {}

  /** The incident that is attacked, and the moment. */
  record Target(
      UserId requester,
      ApprovalPolicy policy,
      List<IncidentEvent> prior,
      Consumer<AttackScene> moment) {}

  /** What is sent. */
  @FunctionalInterface
  interface Act {
    void on(AttackScene scene);
  }

  private final List<Attack> all = new ArrayList<>();

  private Attacks() {}

  static Stream<Attack> all() {
    var attacks = new Attacks();
    attacks.byPeople();
    attacks.byOneForTwo();
    attacks.byRevoking();
    attacks.byBreakingTheGlass();
    attacks.byReviewing();
    attacks.tooLate();
    attacks.whileSlackIsSilent();
    attacks.byForgedButtons();
    attacks.byForgedCommands();
    attacks.atTheDoor();
    return attacks.all.stream();
  }

  static ApprovalPolicy policy(Set<UserId> users, Set<String> groups) {
    return PolicyBuilder.approvers(users, groups).build();
  }

  /** Two accounts of one person, where others may approve too. */
  private static ApprovalPolicy onePerson(UserId... accounts) {
    return PolicyBuilder.approvers(Set.of(BEN, CLEO), Set.of("S0APPROVERS"))
        .samePeople(Set.of(Set.of(accounts)))
        .build();
  }

  private static ApprovalPolicy secondList(String group) {
    return PolicyBuilder.approvers(Set.of(BEN, CLEO), Set.of())
        .second(Optional.of(new Approvers(Set.of(), Set.of(group))))
        .build();
  }

  private static Target waiting(IncidentEvent... prior) {
    return new Target(ANA, TWO, List.of(prior), NOTHING);
  }

  /** The ways in which a person can say the same thing. */
  private enum Route {
    BUTTON,
    OLD_MESSAGE,
    COMMAND,
    COMMAND_IN_ANOTHER_CHANNEL,
    SHOUTED_COMMAND;

    Act act(Persona who, String verb) {
      return switch (this) {
        case BUTTON -> scene -> scene.clicks(who.id(), verb, scene.value());
        case OLD_MESSAGE -> scene -> scene.clicksInTheThread(who.id(), verb);
        case COMMAND -> scene -> scene.types(who, verb + " " + rest(verb, scene));
        case COMMAND_IN_ANOTHER_CHANNEL ->
            scene -> scene.typesIn("C0PLATFORM", who, verb + " " + rest(verb, scene));
        case SHOUTED_COMMAND ->
            scene -> scene.types(who, verb.toUpperCase(Locale.ROOT) + " " + rest(verb, scene));
      };
    }

    private static String rest(String verb, AttackScene scene) {
      return verb.equals("reject") ? scene.value() + " the run is only slow" : scene.value();
    }

    boolean knows(String verb) {
      return switch (this) {
        case BUTTON, OLD_MESSAGE -> verb.equals("approve");
        case COMMAND, COMMAND_IN_ANOTHER_CHANNEL, SHOUTED_COMMAND -> true;
      };
    }
  }

  private void by(String name, Target target, Persona who, String verb, String told) {
    for (var route : Route.values()) {
      if (route.knows(verb)) {
        all.add(
            new Attack(
                "%s: %s of %s by %s".formatted(name, verb, who, route),
                target,
                route.act(who, verb),
                told(told)));
      }
    }
  }

  private static Optional<String> told(String words) {
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  private void byPeople() {
    var everybody =
        policy(
            Set.of(
                BEN,
                CLEO,
                Story.user(Persona.GUS),
                Story.user(Persona.BOTTO),
                Story.user(Persona.DEA),
                Story.user(Persona.STRANGER)),
            Set.of());
    REFUSALS.forEach(
        (who, told) -> {
          for (var verb : List.of("approve", "reject", "cancel")) {
            by(who + " who is no approver", waiting(), who, verb, told);
            by(
                who + " whom the policy names",
                new Target(ANA, everybody, List.of(), NOTHING),
                who,
                verb,
                told);
          }
        });
    var outsider = new Target(BEN, TWO, List.of(), NOTHING);
    by("a member who is no approver", outsider, Persona.ANA, "approve", "not an approver");
    by("a member who is no approver", outsider, Persona.ANA, "reject", "not an approver");
    by("a member who did not ask", outsider, Persona.ANA, "cancel", "Only the requester");
    by("an approver who did not ask", waiting(), Persona.BEN, "cancel", "Only the requester");
  }

  private void byOneForTwo() {
    by("the requester alone", waiting(), Persona.ANA, "approve", "yourself");
    by(
        "a requester who is an approver",
        new Target(BEN, TWO, List.of(), NOTHING),
        Persona.BEN,
        "approve",
        "yourself");
    by("the same one twice", waiting(approved(BEN)), Persona.BEN, "approve", "already approved");
    by(
        "a second account",
        new Target(ANA, onePerson(BEN, CLEO), List.of(approved(BEN)), NOTHING),
        Persona.CLEO,
        "approve",
        "already approved");
    by(
        "the requester's second account",
        new Target(ANA, onePerson(ANA, CLEO), List.of(), NOTHING),
        Persona.CLEO,
        "approve",
        "yourself");
    by(
        "twice from the same list where two are asked for",
        new Target(ANA, secondList("S0SECURITY"), List.of(approved(BEN)), NOTHING),
        Persona.CLEO,
        "approve",
        "Somebody from your list has already approved");
    by(
        "the requester for whom the request counts already",
        new Target(
            BEN,
            PolicyBuilder.approvers(Set.of(BEN, CLEO), Set.of()).requesterCounts(true).build(),
            List.of(),
            NOTHING),
        Persona.BEN,
        "approve",
        "yourself");
  }

  private void byRevoking() {
    var approved = waiting(approved(BEN));
    by("somebody else's approval", approved, Persona.CLEO, "revoke", "have not approved");
    by("somebody else's approval", approved, Persona.ANA, "revoke", "have not approved");
    by("somebody else's approval", approved, Persona.GUS, "revoke", "have not approved");
    by("an approval that is not there", waiting(), Persona.BEN, "revoke", "have not approved");
  }

  private static ApprovalPolicy glass(UserId... people) {
    var all = new HashSet<>(TWO.panels().first().users());
    all.add(Story.user(Persona.GUS));
    return PolicyBuilder.approvers(all, TWO.panels().first().groups())
        .breakGlass(
            new BreakGlass(
                new Approvers(Set.of(people), Set.of()), "C0SECURITY", Duration.ofHours(24)))
        .build();
  }

  private void breaks(String name, Target target, Persona who, String text, String told) {
    all.add(
        new Attack(
            "breaking the glass: " + name,
            target,
            scene ->
                scene.types(
                    who,
                    text.replace("INC", scene.value())
                        .replace("NAME", scene.environment().value())),
            told(told)));
  }

  private void byBreakingTheGlass() {
    String good = "break-glass INC NAME nobody answers the pager";
    var ben = new Target(ANA, glass(BEN), List.of(), NOTHING);
    breaks("where the policy has none", waiting(), Persona.BEN, good, "has no break-glass");
    breaks("by the requester where the policy has none", waiting(), Persona.ANA, good, "has no");
    breaks("by an approver who may not", ben, Persona.CLEO, good, "may not use break-glass");
    breaks("by the requester who may not", ben, Persona.ANA, good, "may not use break-glass");
    REFUSALS.forEach(
        (who, told) -> {
          var named = new Target(ANA, glass(Story.user(who)), List.of(), NOTHING);
          breaks("by " + who + " whom the policy names", named, who, good, told);
          breaks("by " + who + " whom it does not name", ben, who, good, told);
        });
    breaks(
        "without the name", ben, Persona.BEN, "break-glass INC no pager", "type the environment");
    breaks(
        "with another name",
        ben,
        Persona.BEN,
        "break-glass INC dev04x nobody is there",
        "type the");
    breaks("without a reason", ben, Persona.BEN, "break-glass INC NAME", "Say why it cannot wait");
    breaks(
        "with hardly one",
        ben,
        Persona.BEN,
        "break-glass INC NAME urgent",
        "Say why it cannot wait");
    breaks(
        "of another's incident by its number alone",
        ben,
        Persona.CLEO,
        "BREAK-GLASS INC NAME nobody answers the pager",
        "may not use break-glass");
    var yes = approved(BEN);
    breaks(
        "after the expiry",
        new Target(ANA, glass(BEN), List.of(), scene -> scene.passes(Duration.ofMinutes(15))),
        Persona.BEN,
        good,
        "expired");
    breaks(
        "after a rejection",
        new Target(ANA, glass(BEN), List.of(new IncidentEvent.Rejected(CLEO, "no")), NOTHING),
        Persona.BEN,
        good,
        "already over");
    breaks(
        "a second time",
        new Target(
            ANA,
            glass(BEN),
            List.of(yes, new IncidentEvent.GlassBroken(BEN, "nobody answers")),
            NOTHING),
        Persona.BEN,
        good,
        "has all the approvals");
    breaks(
        "while Slack is down",
        new Target(
            ANA,
            glass(BEN),
            List.of(),
            scene -> scene.fails("users.info", new SlackFault.Status(503))),
        Persona.BEN,
        good,
        "could not identify you");
    forged(
        "that breaks the glass by a button",
        scene ->
            scene
                .click("U0BEN", "approve", scene.value())
                .replace("incident.approve", "incident.break-glass"),
        "");
  }

  /** What began so, and every step of it done. */
  private static List<IncidentEvent> toItsEnd(IncidentEvent... begun) {
    return Stream.concat(
            Stream.of(begun), LawfulEvents.end(Outcome.COMPLETED, Story.plan()).stream())
        .toList();
  }

  private static List<IncidentEvent> reviewed(List<IncidentEvent> over) {
    return Stream.concat(
            over.stream(), Stream.of(new IncidentEvent.Reviewed(CLEO, "it was the right thing")))
        .toList();
  }

  private void byReviewing() {
    var broken = new IncidentEvent.GlassBroken(BEN, "nobody answers");
    var started = new IncidentEvent.Started(Story.evidence());
    var over = new Target(ANA, glass(BEN), toItsEnd(broken, started), NOTHING);
    String good = "review INC it was the right thing";
    breaks("reviewed by the one who did it", over, Persona.BEN, good, "started");
    breaks("reviewed by the one who asked", over, Persona.ANA, good, "asked for");
    breaks("reviewed by a guest", over, Persona.GUS, good, "Guests");
    breaks("reviewed by a bot", over, Persona.BOTTO, good, "Bots");
    breaks("reviewed by a stranger", over, Persona.STRANGER, good, "Only members");
    breaks("reviewed without a word", over, Persona.CLEO, "review INC ok", "Say in at least");
    breaks(
        "reviewed while it runs",
        new Target(ANA, glass(BEN), List.of(broken, started), NOTHING),
        Persona.CLEO,
        good,
        "not over yet");
    breaks(
        "reviewed a second time",
        new Target(ANA, glass(BEN), reviewed(toItsEnd(broken, started)), NOTHING),
        Persona.CLEO,
        good,
        "reviewed already");
    breaks(
        "reviewed where nobody broke it",
        waiting(new IncidentEvent.Rejected(CLEO, "no")),
        Persona.BEN,
        good,
        "nothing to review");
  }

  private void tooLate() {
    var yes = approved(BEN);
    var both = approved(CLEO);
    var started = new IncidentEvent.Started(Story.evidence());
    Map<String, Target> over =
        Map.of(
            "rejected", waiting(new IncidentEvent.Rejected(CLEO, "no")),
            "withdrawn", waiting(yes, new IncidentEvent.Withdrawn(ANA)),
            "expired", waiting(yes, new IncidentEvent.Expired()),
            "lapsed", waiting(yes, both, new IncidentEvent.Lapsed(List.of("It is free now."))),
            "completed", waiting(toItsEnd(yes, both, started).toArray(IncidentEvent[]::new)));
    over.forEach(
        (name, target) -> {
          by(name, target, Persona.BEN, "approve", "already over");
          by(name, target, Persona.CLEO, "reject", "already over");
          by(name, target, Persona.ANA, "cancel", "already over");
          by(name, target, Persona.BEN, "revoke", "already over");
        });
    by("enough have approved", waiting(yes, both), Persona.BEN, "approve", "has all the approvals");
    by("it runs", waiting(yes, both, started), Persona.BEN, "approve", "is running");
    by("it runs", waiting(yes, both, started), Persona.BEN, "reject", "is running");
    by("it runs", waiting(yes, both, started), Persona.BEN, "revoke", "is running");
    by("it runs", waiting(yes, both, started), Persona.GUS, "cancel", "Guests");
    Map<String, Duration> later =
        Map.of(
            "at the moment of expiry", Duration.ofMinutes(15),
            "a second after it", Duration.ofMinutes(15).plusSeconds(1),
            "a day after it", Duration.ofDays(1));
    later.forEach(
        (name, time) -> {
          var late = new Target(ANA, TWO, List.of(yes), scene -> scene.passes(time));
          by(name, late, Persona.CLEO, "approve", "expired");
        });
  }

  private void whileSlackIsSilent() {
    Map<String, SlackFault> faults =
        Map.of(
            "Slack is down", new SlackFault.Status(503),
            "Slack is busy", new SlackFault.RateLimited(Duration.ofSeconds(1)),
            "Slack's answer is lost", new SlackFault.AnswerLost(),
            "Slack refuses", new SlackFault.Refused("fatal_error"),
            "Slack forgot the token", new SlackFault.Refused("token_revoked"));
    faults.forEach(
        (name, fault) -> {
          var target = new Target(ANA, TWO, List.of(), scene -> scene.fails("users.info", fault));
          by(name, target, Persona.BEN, "approve", "could not identify you");
        });
    var unseen =
        new Target(
            ANA,
            TWO,
            List.of(),
            scene -> scene.fails("users.info", new SlackFault.Refused("user_not_found")));
    by("Slack does not know the user", unseen, Persona.BEN, "approve", "Only members");
    var onlyGroup = policy(Set.of(), Set.of("S0GONE"));
    by(
        "the group is gone",
        new Target(ANA, onlyGroup, List.of(), NOTHING),
        Persona.BEN,
        "approve",
        "could not identify you");
  }

  private void forged(String name, Function<AttackScene, String> payload, String told) {
    all.add(
        new Attack(
            "a forged click: " + name,
            waiting(),
            scene -> scene.sends(form(payload.apply(scene))),
            told(told)));
  }

  private void byForgedButtons() {
    String elsewhere = "not the one in the incident's own thread";
    for (var value :
        List.of(
            "INC-999999", "INC-0", "INC--1", "", "INC-1 OR 1=1", "null", "../INC-1", "INC-1\n")) {
      forged(
          "value '%s'".formatted(value),
          scene -> scene.click("U0BEN", "approve", value),
          elsewhere);
    }
    forged(
        "in another channel",
        scene ->
            scene.click("U0BEN", "approve", scene.value()).replace(scene.channel(), "C0PLATFORM"),
        elsewhere);
    forged(
        "on another message",
        scene -> scene.click("U0BEN", "approve", scene.value()).replace(scene.ts(), "1.000001"),
        elsewhere);
    forged(
        "on a newer message",
        scene -> scene.click("U0BEN", "approve", scene.value()).replace(scene.ts(), "9999999999.1"),
        "does not know this message of INC-");
    forged(
        "on another incident's message",
        scene -> scene.click("U0BEN", "approve", scene.other().toString()),
        elsewhere);
    forged(
        "in a private message",
        scene ->
            scene
                .click("U0BEN", "approve", scene.value())
                .replace(scene.ts(), "")
                .replace("\"is_ephemeral\":false", "\"is_ephemeral\":true"),
        elsewhere);
    forged(
        "of a user from another workspace",
        scene -> scene.click("U0STRANGER", "approve", scene.value()),
        "Only members");
    forged(
        "with the name of an approver",
        scene ->
            scene
                .click("U0GUS", "approve", scene.value())
                .replace("\"name\":\"x\"", "\"name\":\"ben\",\"username\":\"ben\""),
        "Guests");
    forged(
        "of an action that there is not",
        scene ->
            scene
                .click("U0BEN", "approve", scene.value())
                .replace("incident.approve", "incident.force"),
        "");
    forged(
        "for another app",
        scene -> scene.click("U0BEN", "approve", scene.value()).replace("A0PIPELOCK", "A0OTHER"),
        "");
    forged(
        "for another workspace",
        scene ->
            scene
                .click("U0BEN", "approve", scene.value())
                .replace("{\"id\":\"T0REHEARSAL\"}", "{\"id\":\"T0OTHER\"}"),
        "");
    forged(
        "without a workspace",
        scene ->
            scene
                .click("U0BEN", "approve", scene.value())
                .replace("{\"id\":\"T0REHEARSAL\"}", "null"),
        "");
    forged("without a user", scene -> scene.click("", "approve", scene.value()), "");
    forged("that is no JSON", _ -> "{\"type\":\"block_actions\"", "");
    forged("that is a list", _ -> "[1,2]", "");
    forged("that is null", _ -> "null", "");
  }

  private void byForgedCommands() {
    String ben = "command=%2Fpipeline-lock&user_id=U0BEN&channel_id=C0INCIDENTS&text=approve+";
    Map<String, String> bodies =
        Map.of(
            "for another workspace", ben + "{id}&team_id=T0OTHER&api_app_id=A0PIPELOCK",
            "for another app", ben + "{id}&team_id=T0REHEARSAL&api_app_id=A0OTHER",
            "without a workspace", ben + "{id}&api_app_id=A0PIPELOCK",
            "without an app", ben + "{id}&team_id=T0REHEARSAL",
            "for an organisation",
                ben
                    + "{id}&team_id=&enterprise_id=E1&is_enterprise_install=true&api_app_id=A0PIPELOCK",
            "of another incident",
                ben + "INC-999999&team_id=T0REHEARSAL&api_app_id=A0PIPELOCK&trigger_id=1",
            "with bad escapes", ben + "%ZZ&team_id=T0REHEARSAL&api_app_id=A0PIPELOCK",
            "without a user",
                "command=%2Fpipeline-lock&user_id=&channel_id=C1&text=approve+{id}&team_id=T0REHEARSAL&api_app_id=A0PIPELOCK&trigger_id=1");
    bodies.forEach(
        (name, body) ->
            all.add(
                new Attack(
                    "a forged command: " + name,
                    waiting(),
                    scene -> scene.sends(body.replace("{id}", scene.value())),
                    answerToForged(name))));
  }

  /** Who typed where the bot does not serve waits for an answer, as who named no incident does. */
  private static Optional<String> answerToForged(String name) {
    return switch (name) {
      case "of another incident" -> Optional.of("There is no INC-999999");
      case "for another workspace",
          "for another app",
          "without a workspace",
          "without an app",
          "for an organisation" ->
          Optional.of("Nothing was done: this bot does not serve the place");
      default -> Optional.empty();
    };
  }

  private static String form(String payload) {
    return "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
  }

  /** What a good request of Ben's says: an approval that would count. */
  enum Good {
    CLICK,
    COMMAND;

    String body(AttackScene scene) {
      return switch (this) {
        case CLICK -> form(scene.click("U0BEN", "approve", scene.value()));
        case COMMAND ->
            "command=%2Fpipeline-lock&user_id=U0BEN&channel_id=C0INCIDENTS&text=approve+"
                + scene.value()
                + "&team_id=T0REHEARSAL&api_app_id=A0PIPELOCK&trigger_id=1";
      };
    }
  }

  private void atTheDoor() {
    for (var good : Good.values()) {
      for (var forgery : Forgery.values()) {
        all.add(
            new Attack(
                "%s at the door: %s".formatted(good, forgery),
                waiting(),
                scene -> scene.knocks(forgery, good.body(scene)),
                Optional.empty()));
      }
    }
  }
}
