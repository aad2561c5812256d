package pipelinelock.rehearsal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.WorldScene;
import pipelinelock.rehearsal.time.SteppedClock;
import pipelinelock.rehearsal.time.WorldTime;

class TapTest {
  @AutoClose
  private final SimulatedWorld world = new SimulatedWorld(new WorldTime(new SteppedClock(), 1));

  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private int status(String url) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url)).GET().build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private Tap tap(boolean passes) {
    return new Tap() {
      @Override
      public boolean arrives(SeenRequest request) {
        heard.add("arrives " + request.line());
        return passes;
      }

      @Override
      public void answered(SeenRequest request) {
        heard.add("answered " + request.line());
      }
    };
  }

  @Test
  void aTapHearsOfARequestBeforeAndAfterItIsActedOn() throws Exception {
    WorldScene.tap(world, tap(true));
    assertThat(status(world.director().url() + "/info")).isEqualTo(200);
    assertThat(status(world.concourse().url() + "/api/v1/info")).isEqualTo(200);
    await()
        .untilAsserted(
            () ->
                assertThat(heard)
                    .contains(
                        "arrives GET /info",
                        "answered GET /info",
                        "arrives GET /api/v1/info",
                        "answered GET /api/v1/info"));
  }

  @Test
  void aRequestThatIsLostGetsNoAnswer() {
    WorldScene.tap(world, tap(false));
    assertThatThrownBy(() -> status(world.director().url() + "/info"))
        .isInstanceOf(IOException.class);
    assertThat(heard).isNotEmpty().allMatch(it -> it.startsWith("arrives"));
  }
}
