package pipelinelock.slack.action;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import pipelinelock.evidence.IncidentReport;
import pipelinelock.evidence.export.Edition;
import pipelinelock.evidence.export.ExportFormat;
import pipelinelock.evidence.export.ThisBuild;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.slack.channel.FileUpload;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.channel.TextFile;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.slack.thread.Part;

/** Puts all that the record holds about an incident into its thread, as a file. */
public final class IncidentFiles {
  private final Function<IncidentId, Optional<IncidentReport>> reports;
  private final ThreadLedger threads;
  private final FileUpload files;
  private final People people;
  private final Banner banner;
  private final InstantSource clock;

  /**
   * Of these reports.
   *
   * @param reports empty where there is no such incident
   */
  public IncidentFiles(
      Function<IncidentId, Optional<IncidentReport>> reports,
      ThreadLedger threads,
      FileUpload files,
      People people,
      Banner banner,
      InstantSource clock) {
    this.reports = reports;
    this.threads = threads;
    this.files = files;
    this.people = people;
    this.banner = banner;
    this.clock = clock;
  }

  /** Says where the file is, or why it is not there. */
  public Message share(IncidentId id, ExportFormat format, String user) {
    var root = threads.posted(id).stream().filter(IncidentFiles::isRoot).findFirst();
    if (root.isEmpty()) {
      return Message.sentence(
          "%s has no thread in Slack that its file could go to. In the terminal: `incident %s --export %s`."
              .formatted(id, id, format.word()));
    }
    var report = reports.apply(id);
    if (report.isEmpty()) {
      return Message.sentence("There is no %s in the record.".formatted(id));
    }
    var edition = new Edition(clock.instant(), ThisBuild.version(), people.zoneOrUtc(user));
    var file =
        new TextFile(
            format.fileName(report.get()),
            "%s as %s".formatted(id, format.word()),
            format.write(report.get(), edition));
    return said(id, file, send(root.get(), file, user));
  }

  private static boolean isRoot(Posted posted) {
    return posted.part().equals(Part.ROOT) && !posted.isLost();
  }

  private Sent<String> send(Posted root, TextFile file, String user) {
    var comment =
        banner.on(
            Message.of(
                Layout.markup(
                    "%s, exported for %s"
                        .formatted(Mrkdwn.escape(file.title()), Mrkdwn.mentionOf(user)))));
    return files.upload(root.channel(), Optional.of(root.ts()), file, comment.text());
  }

  private static Message said(IncidentId id, TextFile file, Sent<String> sent) {
    return Message.sentence(
        switch (sent) {
          case Sent.Done<String> _ ->
              "%s is in the thread of %s, for everybody who reads its channel."
                  .formatted(file.name(), id);
          case Sent.Slower<String> _ ->
              "Slack takes no more just now, so the file was not posted. Type it again in a minute.";
          case Sent.Refused<String>(var error) ->
              "Slack refused the file (%s), so it was not posted. In the terminal: `incident %s --export …`."
                  .formatted(error, id);
          case Sent.InDoubt<String>(var why) ->
              "It is not known whether Slack took the file (%s). Look in the thread of %s, and type it again if it is not there."
                  .formatted(why, id);
        });
  }
}
