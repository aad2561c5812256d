package pipelinelock.slack.unwritten;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.ledger.ToldSoFar;

class SlackOutreachTest {
  private static final IncidentId ID = new IncidentId(1);

  private final List<ThreadLedger.Posted> rows = new ArrayList<>();
  private final SlackOutreach outreach =
      new SlackOutreach(
          new ThreadLedger() {
            @Override
            public List<Posted> posted(IncidentId incident) {
              return rows;
            }

            @Override
            public Optional<IncidentId> incidentAt(String channel, String ts) {
              return Optional.empty();
            }

            @Override
            public void save(IncidentId incident, Posted posted) {
              rows.add(posted);
            }
          });

  private void knows(String part, String channel, String ts, String digest) {
    rows.add(new ThreadLedger.Posted(part, channel, ts, digest));
  }

  @Test
  void itsFirstMessageReachesPeople() {
    assertThat(outreach.unreached(ID))
        .contains("nobody could be told of it yet: Slack has taken no message about it");
    knows("root", "C0INC", "1.1", "d");
    assertThat(outreach.unreached(ID)).isEmpty();
  }

  /** It is about to be written again, which does not take away what people saw. */
  @Test
  void aMessageOfUnknownContentReachesPeople() {
    knows("root", "C0INC", "1.1", ThreadLedger.UNKNOWN);
    assertThat(outreach.unreached(ID)).isEmpty();
  }

  @Test
  void aThreadThatIsGoneAndAnAttemptReachNobody() {
    knows("root", "C0INC", "1.1", ThreadLedger.LOST);
    knows("anew", "C0INC", "", "1");
    rows.add(new ToldSoFar.Refused("C0INC", "not_in_channel").row());
    assertThat(outreach.unreached(ID))
        .contains(
            "nobody could be told of it: Slack takes no message in its channel (not_in_channel), nor a direct one");
  }

  @Test
  void aDirectMessageReachesPeopleWhereTheChannelTakesNone() {
    rows.add(new ToldSoFar.Refused("C0INC", "is_archived").row());
    knows("unwritten-U0BEN", "U0BEN", "2.2", "told");
    assertThat(outreach.unreached(ID)).isEmpty();
  }
}
