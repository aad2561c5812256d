package pipelinelock.slack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.slack.socket.SocketWord.Envelope;
import pipelinelock.slack.socket.SocketWord.Hello;
import pipelinelock.slack.socket.SocketWord.Leaving;
import pipelinelock.slack.socket.SocketWord.Unknown;

class SocketWordTest {
  @Test
  void aHelloSaysWhoseItIsAndHowLongItLasts() {
    assertThat(
            SocketWord.of(
                """
                {"type":"hello","num_connections":3,
                 "debug_info":{"host":"applink-7","build_number":999,
                               "approximate_connection_time":18060},
                 "connection_info":{"app_id":"A111"}}
                """))
        .isEqualTo(new Hello("A111", 3, Optional.of(Duration.ofMinutes(301))));
  }

  @Test
  void aHelloMaySayNothing() {
    assertThat(SocketWord.of("{\"type\":\"hello\"}")).isEqualTo(new Hello("", 1, Optional.empty()));
  }

  @Test
  void aLifeOfNothingIsNone() {
    assertThat(
            SocketWord.of(
                "{\"type\":\"hello\",\"debug_info\":{\"approximate_connection_time\":0}}"))
        .isEqualTo(new Hello("", 1, Optional.empty()));
  }

  @Test
  void aConnectionThatWillEndSaysWhy() {
    assertThat(SocketWord.of("{\"type\":\"disconnect\",\"reason\":\"warning\"}"))
        .isEqualTo(new Leaving("warning"));
  }

  @Test
  void anEnvelopeHasAnId() {
    assertThat(
            SocketWord.of(
                "{\"type\":\"interactive\",\"envelope_id\":\"x-1\",\"payload\":{\"a\":1}}"))
        .isEqualTo(new Envelope("x-1", "interactive"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>502</html>", "[1]", "null", "{", "{\"type\":\"news\"}", "{\"type\":7}"})
  void whatItDoesNotKnowIsNothing(String text) {
    assertThat(SocketWord.of(text)).isEqualTo(new Unknown());
  }
}
