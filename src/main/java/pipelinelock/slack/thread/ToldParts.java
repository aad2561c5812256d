package pipelinelock.slack.thread;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.function.Function;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ThreadLedger;
import pipelinelock.incident.ThreadLedger.Posted;
import pipelinelock.slack.thread.Lack.Act;

/** What the ledger knows of one incident's thread. */
record ToldParts(IncidentId id, ThreadLedger ledger) {
  /** By the names of the parts, and of their pins. */
  Map<String, Posted> known() {
    return ledger.posted(id).stream().collect(toMap(Posted::part, Function.identity()));
  }

  /**
   * Notes that it is filled.
   *
   * @param ts Slack's id of its message
   */
  void filled(Lack lack, String ts) {
    var digest =
        switch (lack.act()) {
          case POST, UPLOAD, EDIT -> lack.part().digest();
          case PIN -> Lack.PINNED;
          case UNPIN -> Lack.UNPINNED;
        };
    ledger.save(id, new Posted(name(lack), lack.channel(), ts, digest));
  }

  /** Notes that it stays unfilled, for good. */
  void refused(Lack lack) {
    ledger.save(id, new Posted(name(lack), lack.channel(), "", Lack.REFUSED));
  }

  private static String name(Lack lack) {
    return lack.act() == Act.PIN || lack.act() == Act.UNPIN
        ? lack.part().pin()
        : lack.part().name();
  }
}
