package pipelinelock.slack;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import pipelinelock.environment.UserId;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.incident.ledger.QuietPeople;
import pipelinelock.incident.ledger.RequestLedger;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.ledger.UsedBefore;
import pipelinelock.incident.proof.ShownCards;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.slack.channel.ChannelMessages;
import pipelinelock.slack.channel.FileUpload;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.click.Cards;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.standing.BotStanding;
import pipelinelock.slack.thread.DirectParts;
import pipelinelock.slack.thread.SlackPosts;
import pipelinelock.slack.thread.card.RequestLinks;
import pipelinelock.store.ForgedRow;
import pipelinelock.store.MigratedRecord;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.click.SqlRefusals;
import pipelinelock.store.click.SqlShownCards;
import pipelinelock.store.copy.Retention;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlQuietPeople;
import pipelinelock.store.ledger.SqlRequestLedger;
import pipelinelock.store.ledger.SqlThreadLedger;
import pipelinelock.store.ledger.SqlUsedBefore;

/** A simulated Slack, a record on disk, and a clock that stops unless it is moved. */
public final class Desk implements AutoCloseable {
  public static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  public static final String TOKEN = "xoxb-test-token";

  private volatile Instant now = Story.AT;
  public final InstantSource clock = () -> now;
  public final SimulatedSlack slack =
      new SimulatedSlack(SimulatedSlack.Config.of(TOKEN, SECRET), clock);
  private final Path file;
  private final Database database;
  public final Incidents incidents;
  public final ThreadLedger ledger;
  public final RequestLedger requests;
  public final ShownCards shown;
  public final Cards cards;
  public final QuietPeople quiet;
  public final UsedBefore usedBefore;
  public final RefusalLog refusals;
  public final SlackConnection connection;

  public Desk(Path folder) {
    file = folder.resolve("record.db");
    database = MigratedRecord.open(file);
    incidents = new Incidents(new SqlIncidentRecord(database, clock), clock);
    ledger = new SqlThreadLedger(database);
    requests = new SqlRequestLedger(database);
    shown = new SqlShownCards(database);
    refusals = new SqlRefusals(database, clock);
    quiet = new SqlQuietPeople(database);
    usedBefore = new SqlUsedBefore(database);
    cards = new Cards(incidents, ledger, shown);
    connection = new SlackConnection(config(slack.apiUrl()), new OkHttpClient());
  }

  /** Who is whom, with nobody known yet. */
  public People people() {
    return new People(connection.api(), connection.config().teamId(), clock);
  }

  /** No messages to people alone: nobody wants any. */
  public DirectParts noDirects() {
    return new DirectParts(
        KnownPeople.OF_THE_STORY,
        new QuietPeople() {
          @Override
          public Optional<Quiet> of(UserId person, Instant at) {
            return Optional.of(new Quiet(Optional.empty()));
          }

          @Override
          public void put(UserId person, Quiet quiet) {}

          @Override
          public void remove(UserId person) {}
        },
        clock,
        RequestLinks.NONE);
  }

  /** The messages to people alone, whose approval counts by this. */
  public DirectParts directs(Electorate electorate) {
    return new DirectParts(electorate, quiet, clock, RequestLinks.NONE);
  }

  /** The messages in its channels. */
  public ChannelMessages channels() {
    return channels(connection);
  }

  private static ChannelMessages channels(SlackConnection line) {
    var config = line.config();
    return new ChannelMessages(line.api(), config.botToken(), config.appId());
  }

  /** What a thread is published by. */
  public SlackPosts posts() {
    return posts(connection);
  }

  public static SlackPosts posts(SlackConnection line) {
    return new SlackPosts(channels(line), new FileUpload(line.api(), line.http()));
  }

  public BotStanding standing() {
    return new BotStanding(connection.api(), connection.config());
  }

  public static SlackConfig config(String methodsUrl) {
    return new SlackConfig(
        TOKEN,
        List.of(SECRET),
        SimulatedSlack.TEAM,
        "A0PIPELOCK",
        methodsUrl,
        new Banner(Optional.of("REHEARSAL")),
        Optional.empty());
  }

  public void passes(Duration time) {
    now = now.plus(time);
  }

  /** Plays a whole story, or the rest of it, into the record. */
  public IncidentId play(Story story) {
    var id =
        incidents
            .openIn(Story.DEV04)
            .map(incident -> incident.id())
            .orElseGet(
                () ->
                    incidents
                        .request((IncidentEvent.Requested) story.events().getFirst().event())
                        .incident()
                        .id());
    int known = incidents.events(id).size();
    for (var next : story.events().subList(known, story.events().size())) {
      now = next.at();
      append(id, next.event());
    }
    return id;
  }

  /** One more event. */
  public void append(IncidentId id, IncidentEvent event) {
    var appended = incidents.append(incidents.find(id).orElseThrow(), List.of(event));
    if (appended.isEmpty()) {
      throw new IllegalStateException("somebody else appended to " + id);
    }
  }

  /** An operator takes all that is over out of the record. */
  public void archive(String name) {
    try (var other = Database.open(file)) {
      var retention = new Retention(other, clock);
      retention.take(retention.due(now.plusSeconds(1)), name);
    }
  }

  /** Somebody who may write to the database adds an event, and knows no hash before it. */
  public void forges(IncidentId id, IncidentEvent event) {
    long next = incidents.events(id).size() + 1;
    ForgedRow.insert(database, id, next, now, event);
  }

  /** Somebody takes that row away again, and the trigger that forbids it. */
  public void unforges(IncidentId id, long sequence) {
    try (var sql = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = sql.createStatement()) {
      statement.execute("drop trigger if exists incident_event_is_never_deleted");
      statement.execute(
          "delete from incident_event where incident = %d and sequence = %d"
              .formatted(id.number(), sequence));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The note that this part was posted is lost. */
  public void forgets(IncidentId id, String part) {
    try (var sql = DriverManager.getConnection("jdbc:sqlite:" + file);
        var delete =
            sql.prepareStatement("delete from thread_message where incident = ? and part = ?")) {
      delete.setLong(1, id.number());
      delete.setString(2, part);
      delete.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What its messages with buttons showed is on no ledger, as of a build before there was one. */
  public void forgetsCards() {
    database.write(sql -> sql.execute("delete from shown_card"));
  }

  @Override
  public void close() {
    connection.close();
    slack.close();
    database.close();
  }
}
