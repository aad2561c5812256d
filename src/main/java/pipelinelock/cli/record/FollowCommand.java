package pipelinelock.cli.record;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import pipelinelock.cli.CommandFailures;
import pipelinelock.cli.Surroundings;
import pipelinelock.evidence.Timeline;
import pipelinelock.evidence.TimelineEntry;
import pipelinelock.evidence.export.EventLine;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.UnreadableRecord;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.database.Database;
import pipelinelock.store.event.EventRows;
import pipelinelock.wiring.RecordWiring;

/** Writes each event to a file that other systems read, while the bot goes on. */
@Command(
    name = "follow",
    mixinStandardHelpOptions = true,
    description = {
      "Writes each event of the record as a line of JSON to a file that only grows, for Splunk and others.",
      "It is a process of its own that only reads the record: nothing of it can hold the bot up."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:--once, and everything that could be proved is written",
      "1:something went wrong, or with --once an incident's record does not hold",
      "2:the command or the configuration is wrong"
    })
public final class FollowCommand implements Callable<Integer> {
  private static final int LONGEST = 3_600;

  /** So many events are held at once: a record that is followed for the first time may be long. */
  private static final int BATCH = 5_000;

  private final Surroundings at;

  @Option(names = "--config", required = true, description = "The YAML file of the bot.")
  private Path config = Path.of("pipeline-lock.yml");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Grows; where it ends, the next run goes on. Made for this user alone.")
  private Path file = Path.of("events.jsonl");

  @Option(names = "--once", description = "Write what is there, and end.")
  private boolean once;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "How often to look, ${DEFAULT-VALUE} by default.")
  private int every = 5;

  @Spec private CommandSpec spec = CommandSpec.create();

  public FollowCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (every < 1 || every > LONGEST) {
      throw new ParameterException(spec.commandLine(), "--every is 1 to " + LONGEST);
    }
    var place = at.settingsFile().record(config);
    try (var events = EventFile.open(file)) {
      if (once) {
        return round(RecordWiring.read(place), events) ? 0 : 1;
      }
      while (true) {
        try {
          round(RecordWiring.read(place), events);
        } catch (RuntimeException | IOException e) {
          // The next round writes what this one could not.
          CommandFailures.say(spec.commandLine(), e);
        }
        Thread.sleep(Duration.ofSeconds(every));
      }
    }
  }

  /** Writes what is new; false where something could not be proved. */
  private boolean round(Database opened, EventFile events) throws IOException {
    try (opened) {
      var incidents = new Incidents(new SqlIncidentRecord(opened, at.clock()), at.clock());
      var fresh = new ArrayList<Fresh>();
      boolean whole = true;
      for (var it : lengths(opened).entrySet()) {
        if (it.getValue() > events.written(it.getKey())) {
          whole = add(incidents, it.getKey(), events.written(it.getKey()), fresh) && whole;
        }
        if (fresh.size() >= BATCH) {
          append(fresh, events);
          fresh.clear();
        }
      }
      append(fresh, events);
      return whole;
    }
  }

  private static void append(List<Fresh> fresh, EventFile events) throws IOException {
    fresh.sort(
        comparing((Fresh it) -> it.entry().recorded())
            .thenComparing(it -> it.incident().id())
            .thenComparingLong(it -> it.entry().sequence()));
    events.append(fresh.stream().map(Fresh::line).toList());
  }

  /** An event that the file does not have yet. */
  private record Fresh(Incident incident, TimelineEntry entry) {
    EventFile.Line line() {
      return new EventFile.Line(incident.id(), entry.sequence(), EventLine.of(incident, entry));
    }
  }

  /** Those of one that does not hold are not told as if they had happened. */
  private boolean add(Incidents incidents, IncidentId id, long after, List<Fresh> to) {
    try {
      var events = incidents.events(id);
      if (events.isEmpty()) {
        return true; // archived meanwhile
      }
      var incident = Incident.of(events);
      Timeline.of(incident, events).stream()
          .filter(it -> it.sequence() > after)
          .forEach(it -> to.add(new Fresh(incident, it)));
      return true;
    } catch (UnreadableRecord e) {
      CommandFailures.say(spec.commandLine(), e);
      return false;
    }
  }

  private static Map<IncidentId, Long> lengths(Database database) {
    return database.read(EventRows::lengths);
  }
}
