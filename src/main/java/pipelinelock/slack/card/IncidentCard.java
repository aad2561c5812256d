package pipelinelock.slack.card;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.ArchivedIncident;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.NoteAdded;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.ledger.ToldSoFar;
import pipelinelock.incident.plan.Step;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.slack.message.ThreadRef;
import pipelinelock.slack.thread.card.Phrases;
import pipelinelock.slack.thread.log.TimelineLines;

/** One incident, or an environment's newest, for the person who asked. */
public final class IncidentCard {
  private IncidentCard() {}

  /**
   * @param events the whole record of the incident
   * @param continuation the later incident that goes on with it
   * @param unwritten where its thread cannot be written
   */
  public static Message of(
      Incident incident,
      List<Recorded> events,
      ThreadRef thread,
      Optional<IncidentId> continuation,
      Optional<ToldSoFar.Refused> unwritten) {
    var request = incident.request();
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.header(IncidentWords.head(incident)));
    blocks.add(Layout.sentence(request.evidence().headline()));
    blocks.add(
        Layout.markup(
            "Requested by %s, %s, in %s, because:"
                .formatted(
                    Mrkdwn.mention(request.by()),
                    Mrkdwn.date(incident.requestedAt()),
                    thread.shown())));
    blocks.add(Layout.quote(request.reason().isBlank() ? "no reason was given" : request.reason()));
    related(request.after(), continuation).forEach(it -> blocks.add(Layout.markup(it)));
    unwritten.ifPresent(it -> blocks.add(Layout.markup(unwritten(it))));
    blocks.add(Layout.numbered(request.plan().steps().stream().map(Step::text).toList()));
    if (!request.notes().isEmpty()) {
      blocks.add(Layout.markup("*To know before approving*"));
      blocks.add(Layout.list("• ", request.notes()));
    }
    if (!request.evidence().lines().isEmpty()) {
      blocks.add(
          Layout.markup(
              "*What it rests on*, %s, seen %s"
                  .formatted(request.evidence().code(), Mrkdwn.date(request.evidence().at()))));
      blocks.add(Layout.list("• ", request.evidence().lines()));
    }
    if (!incident.approvals().isEmpty()) {
      blocks.add(Layout.markup("Approved by " + Phrases.approvers(incident)));
    }
    incident
        .breakGlass()
        .ifPresent(
            it -> {
              blocks.add(
                  Layout.markup(
                      "*Started by one person alone*, %s, because:"
                          .formatted(Mrkdwn.mention(it.by()))));
              blocks.add(Layout.quote(it.reason()));
            });
    blocks.add(Layout.markup("*Timeline*"));
    blocks.addAll(Layout.columns(TimelineLines.of(incident, events)));
    if (incident.phase() instanceof Phase.Closed(var _, var summary, var todo, var _, var _)) {
      blocks.add(Layout.sentence(summary));
      if (!todo.isEmpty()) {
        blocks.add(Layout.list("Still to do: ", todo));
      }
    }
    return Message.of(blocks);
  }

  private static List<String> related(
      Optional<IncidentId> before, Optional<IncidentId> continuation) {
    return Stream.of(
            before.map(it -> "It continues *%s*: `/pipeline-lock incident %s`".formatted(it, it)),
            continuation.map(
                it -> "*%s* continues it: `/pipeline-lock incident %s`".formatted(it, it)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static String unwritten(ToldSoFar.Refused refused) {
    return "*Nobody can see its thread:* Slack takes no message in %s (%s). Invite the bot there, or set another channel. A plan that ends or removes anything does not begin before somebody was told."
        .formatted(Mrkdwn.channel(refused.channel()), Mrkdwn.code(refused.error()));
  }

  /**
   * @param links the addresses of their threads, where they are known
   * @param archived those that are no longer in the record, newest first
   */
  public static Message history(
      String environment,
      List<Incident> newest,
      List<ArchivedIncident> archived,
      Function<IncidentId, Optional<String>> links) {
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.header("%s · the newest incidents".formatted(environment)));
    newest.forEach(
        incident -> blocks.add(Layout.markup(line(incident, links.apply(incident.id())))));
    if (!archived.isEmpty()) {
      blocks.add(Layout.markup(archived(archived)));
    }
    blocks.add(Layout.note("Details of one of them: `/pipeline-lock incident INC-…`"));
    return Message.of(blocks);
  }

  private static String archived(List<ArchivedIncident> archived) {
    var newest = archived.getFirst();
    return archived.size() == 1
        ? "%s ended %s and was archived, in the file %s."
            .formatted(newest.id(), Mrkdwn.date(newest.endedAt()), Mrkdwn.code(newest.file()))
        : "%d older ones were archived, the newest of them %s, which ended %s, in the file %s."
            .formatted(
                archived.size(),
                newest.id(),
                Mrkdwn.date(newest.endedAt()),
                Mrkdwn.code(newest.file()));
  }

  private static String line(Incident incident, Optional<String> link) {
    String id = incident.id().toString();
    return "*%s* %s · %s · requested by %s · %s%s"
        .formatted(
            link.map(it -> Mrkdwn.link(it, id)).orElse(id),
            IncidentWords.state(incident),
            Mrkdwn.date(incident.requestedAt()),
            Mrkdwn.mention(incident.request().by()),
            Mrkdwn.code(incident.request().reason()),
            notes(incident.notes()));
  }

  private static String notes(List<NoteAdded> notes) {
    return notes.isEmpty()
        ? ""
        : " · noted by %s: %s%s"
            .formatted(
                Mrkdwn.mention(notes.getLast().by()),
                Mrkdwn.code(notes.getLast().text()),
                notes.size() == 1 ? "" : " and %d more".formatted(notes.size() - 1));
  }
}
