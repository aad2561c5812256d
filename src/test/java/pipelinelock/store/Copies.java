package pipelinelock.store;

import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.request;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.Verification.Report;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.audit.witness.WitnessReceipt;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.CardChanged;
import pipelinelock.incident.IncidentEvent.GlassBroken;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.IncidentEvent.Reviewed;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.LawfulEvents;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.Panel;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.proof.ClickProof;
import pipelinelock.store.copy.CopyCheck;
import pipelinelock.store.copy.RecordCopy;
import pipelinelock.store.copy.RecordFile;
import pipelinelock.store.copy.RecordFileReader;
import pipelinelock.store.copy.RecordSource;
import pipelinelock.store.event.EventJson;

/** Exported files as they would be, in memory. */
final class Copies {
  private Copies() {}

  /** A chain under a number, an event a second, with the hashes that it then has. */
  static List<Link> chain(long number, List<? extends IncidentEvent> events) {
    var entries = new ArrayList<Entry>();
    for (var event : events) {
      entries.add(
          new Entry(
              number,
              entries.size() + 1,
              NOON.plusSeconds(entries.size()),
              EventJson.type(event),
              EventJson.write(event)));
    }
    return linked(entries);
  }

  static List<Link> linked(List<Entry> entries) {
    var links = new ArrayList<Link>();
    var previous = HashChain.START;
    for (var entry : entries) {
      previous = HashChain.hash(previous, entry);
      links.add(new Link(entry, previous));
    }
    return links;
  }

  /** The file that holds these events. */
  static byte[] file(List<Link> links) {
    return file(links, List.of());
  }

  /** The same with checkpoints behind them. */
  static byte[] file(List<Link> links, List<String> checkpoints) {
    return file(links, checkpoints, List.of());
  }

  /** The same with receipts behind these. */
  static byte[] file(List<Link> links, List<String> checkpoints, List<WitnessReceipt> receipts) {
    try (var out = new ByteArrayOutputStream()) {
      var writing =
          new RecordFile.Writing(
              RecordCopy.Kind.RECORD, NOON, links.size(), checkpoints.size(), receipts.size(), out);
      for (var link : links) {
        writing.event(link);
      }
      for (var text : checkpoints) {
        writing.checkpoint(text);
      }
      for (var receipt : receipts) {
        writing.receipt(receipt);
      }
      writing.end();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the bot's own verifier finds in a file, a sentence each. */
  static List<String> problems(byte[] file) {
    return report(file, Optional.empty()).problems();
  }

  /** All that it says of a file, where these keys count. */
  static Report report(byte[] file, Optional<TrustedKeys> keys) {
    return CopyCheck.of(source(file)).report(Map.of(), keys);
  }

  /** A file that is read. */
  static RecordSource source(byte[] file) {
    return events -> {
      try {
        return new RecordFileReader(new ByteArrayInputStream(file)).read(events);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** A freeze and its end, one rejected, one that waits. */
  static List<Link> small() {
    var links = new ArrayList<Link>();
    links.addAll(
        linked(
            List.of(
                freeze(1, NOON, "frozen", "the Director is upgraded"),
                freeze(2, NOON.plusSeconds(9), "unfrozen", ""))));
    links.addAll(
        chain(
            1,
            List.of(
                request(TWO_OTHERS),
                new Noted("\u00fc\u2028\"\\"),
                new Rejected(BEN, "no \ud83d\ude80"))));
    var proof =
        new ClickProof(
            "1".repeat(64),
            Optional.of("1795514400"),
            Optional.of("v0=" + "2".repeat(64)),
            Optional.of("3".repeat(64)));
    links.addAll(
        chain(
            2,
            List.of(
                request(TWO_OTHERS),
                new CardChanged(BEN, "request", "4".repeat(64)),
                new Approved(CLEO, Set.of(Panel.FIRST), Optional.empty(), Optional.of(proof)))));
    return links;
  }

  private static Entry freeze(long sequence, Instant at, String type, String reason) {
    return new Entry(
        0,
        sequence,
        at,
        type,
        "{\"team\":\"T1\",\"user\":\"U0BEN\",\"reason\":\"%s\"}".formatted(reason));
  }

  /** The whole runbook, and one that a person started alone and another reviewed. */
  static List<Link> large() {
    var runbook = new ArrayList<IncidentEvent>(List.of(request(TWO_OTHERS)));
    runbook.addAll(LawfulEvents.start());
    runbook.addAll(LawfulEvents.end(Outcome.COMPLETED, RUNBOOK));
    var glass = new BreakGlass(new Approvers(Set.of(BEN), Set.of()), "C0", Duration.ofHours(24));
    var alone =
        new ArrayList<IncidentEvent>(
            List.of(
                request(PolicyBuilder.like(TWO_OTHERS).breakGlass(glass).build()),
                new GlassBroken(BEN, "nobody answers the pager"),
                new Started(HUNG)));
    alone.addAll(LawfulEvents.end(Outcome.FAILED, RUNBOOK));
    alone.add(new Reviewed(CLEO, "it was right so"));
    var links = new ArrayList<>(chain(1, runbook));
    links.addAll(chain(2, alone));
    return links;
  }
}
