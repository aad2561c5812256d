package pipelinelock.slack.thread.card;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.ledger.ToldSoFar;
import pipelinelock.slack.message.Buttons;
import pipelinelock.slack.message.Buttons.Button;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.LinkButton;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.slack.message.ThreadRef;

/**
 * A request in short, to one person alone: to each who may approve it, with the buttons while they
 * count; then what was decided, and how it ended. It does not change with time alone, since nobody
 * is called by an edit.
 */
public final class DirectCard {
  /** Opens the question for how long a person wants no such message. */
  public static final String LATER = "direct.later";

  private DirectCard() {}

  /**
   * Where all of it is.
   *
   * @param refused why nobody can see it there, while Slack takes no message of it
   */
  public record Place(ThreadRef thread, Optional<ToldSoFar.Refused> refused) {
    /** Where it is, or what to do as long as it is nowhere. */
    private String shown(Incident incident) {
      return refused
          .map(
              it ->
                  "*Nobody can see its thread:* the bot cannot write in %s (Slack says %s). To have it there, type `/invite @pipeline-lock` in that channel. All of it: `/pipeline-lock incident %s`"
                      .formatted(
                          Mrkdwn.channel(it.channel()), Mrkdwn.code(it.error()), incident.id()))
          .orElseGet(() -> "All of it: " + thread.shown());
    }
  }

  /**
   * The message to somebody who may approve.
   *
   * @param events the whole record of the incident
   * @param crowded whether more people may approve it than are asked directly
   */
  public static Message toApprover(
      Incident incident, List<Recorded> events, Place place, RequestLinks links, boolean crowded) {
    return incident.phase() instanceof Phase.AwaitingApproval
        ? asking(incident, place, links, crowded)
        : decided(incident, events, place);
  }

  private static Message asking(
      Incident incident, Place place, RequestLinks links, boolean crowded) {
    var request = incident.request();
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(
        Layout.header(
            IncidentWords.sign(incident)
                .before("%s: %s".formatted(incident.id(), RequestCard.subject(incident)))));
    blocks.add(Layout.sentence(request.evidence().headline()));
    blocks.add(Layout.markup(Mrkdwn.mention(request.by()) + " asks for it, because:"));
    blocks.add(Layout.quote(request.reason().isBlank() ? "no reason was given" : request.reason()));
    blocks.add(
        RequestCard.atMost(request.plan())
            .orElseGet(() -> Layout.sentence("Steps: " + RequestCard.steps(request.plan()))));
    if (!request.notes().isEmpty()) {
      blocks.add(Layout.markup("*Before you approve*"));
      blocks.add(Layout.list("• ", request.notes()));
    }
    String by = incident.approvals().isEmpty() ? "" : ": " + Phrases.approvers(incident);
    blocks.add(
        Layout.markup(
            "*Approved by %s*%s · Expires %s"
                .formatted(
                    IncidentWords.counted(incident), by, Mrkdwn.date(incident.expiresAt()))));
    blocks.add(buttons(incident, place.thread(), links));
    blocks.add(
        Layout.note(
            "%s %s. No such messages: `/pipeline-lock dm off`"
                .formatted(
                    crowded
                        ? "You are one of several who are asked like this; more people may approve it."
                        : "You get this because you may approve it.",
                    place.shown(incident))));
    return Message.of(blocks);
  }

  private static LayoutBlock buttons(Incident incident, ThreadRef thread, RequestLinks links) {
    var decide = new ArrayList<>(RequestCard.decide(incident));
    decide.add(Button.plain(LATER, "Not now…"));
    thread.link().flatMap(LinkButton.THREAD::to).ifPresent(decide::add);
    decide.addAll(links.of(incident));
    return Buttons.row(incident.id().toString(), RequestCard.about(incident), decide);
  }

  /** What became of a request; to those who may approve it, and to the one who asked. */
  public static Message decided(Incident incident, List<Recorded> events, Place place) {
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(
        Layout.header(
            IncidentWords.sign(incident)
                .before(
                    "%s · %s · %s"
                        .formatted(incident.id(), incident.environment(), state(incident)))));
    decision(incident, events).ifPresent(it -> blocks.add(Layout.markup(it)));
    if (incident.phase() instanceof Phase.Closed closed) {
      blocks.add(
          closed.outcome() == Outcome.REJECTED
              ? Layout.quote(closed.summary())
              : Layout.sentence(closed.summary(), people(incident)));
    }
    blocks.add(Layout.note(place.shown(incident)));
    return Message.of(blocks);
  }

  /** Without its steps, which the thread shows. */
  private static String state(Incident incident) {
    return incident.phase() instanceof Phase.Running && incident.cancelledBy().isEmpty()
        ? "approved, running"
        : IncidentWords.state(incident);
  }

  private static Optional<String> decision(Incident incident, List<Recorded> events) {
    var no =
        events.stream()
            .map(Recorded::event)
            .filter(IncidentEvent.Rejected.class::isInstance)
            .map(it -> "Rejected by %s:".formatted(mention((IncidentEvent.Rejected) it)))
            .findFirst();
    return no.or(
            () ->
                incident
                    .breakGlass()
                    .map(
                        it ->
                            "Started by %s alone, with break-glass."
                                .formatted(Mrkdwn.mention(it.by()))))
        .or(
            () ->
                Optional.of(Phrases.approvers(incident))
                    .filter(it -> !it.isEmpty())
                    .map("Approved by %s."::formatted));
  }

  private static String mention(IncidentEvent.Rejected no) {
    return Mrkdwn.mention(no.by());
  }

  /** What lapsed names people by the ids that the record has. */
  private static Set<String> people(Incident incident) {
    return incident.approvals().stream()
        .map(approval -> approval.by().user())
        .collect(Collectors.toSet());
  }
}
