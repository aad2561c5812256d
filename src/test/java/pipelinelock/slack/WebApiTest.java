package pipelinelock.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.methods.response.users.UsersInfoResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.rehearsal.slack.SlackFault;
import pipelinelock.rehearsal.slack.SlackFaults;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.channel.WebApi;

class WebApiTest {
  private static final String USERS_INFO = "users.info";

  /** Where a count of nanoseconds may stand: just before it overflows. */
  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);

  private Desk desk;
  private WebApi api;

  @BeforeEach
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
    api = new WebApi(desk.connection.slack().methods(Desk.TOKEN), nanoTime::get);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private Sent<UsersInfoResponse> ben() {
    return api.ask(USERS_INFO, it -> it.usersInfo(r -> r.user(Persona.BEN.id())));
  }

  private void passes(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  @Test
  void aMethodThatHasToWaitIsNotCalledBeforeItIsTime() {
    SlackFaults.of(desk.slack)
        .failNext(USERS_INFO, new SlackFault.RateLimited(Duration.ofSeconds(30)));
    assertThat(ben()).isEqualTo(new Sent.Slower<>(Duration.ofSeconds(30)));
    SlackFaults.of(desk.slack).failNext(USERS_INFO, new SlackFault.Refused("it was called"));

    passes(Duration.ofSeconds(29));

    assertThat(ben()).isEqualTo(new Sent.Slower<>(Duration.ofSeconds(1)));
    assertThat(api.ask("auth.test", it -> it.authTest(r -> r)).taken())
        .as("another method does not wait")
        .isPresent();

    passes(Duration.ofSeconds(1));

    assertThat(ben()).isEqualTo(new Sent.Refused<>("it was called"));
    assertThat(ben().taken()).isPresent();
  }

  @Test
  void whatMayHaveBeenDoneIsInDoubtAndDelaysNobody() {
    SlackFaults.of(desk.slack).failNext(USERS_INFO, new SlackFault.Status(503));
    assertThat(ben()).isEqualTo(new Sent.InDoubt<>("Slack answered 503"));
    SlackFaults.of(desk.slack).failNext(USERS_INFO, new SlackFault.Refused("internal_error"));
    assertThat(ben()).isEqualTo(new Sent.InDoubt<>("Slack says internal_error"));
    assertThat(ben().taken()).isPresent();
  }
}
