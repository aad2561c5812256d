package pipelinelock.concourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import okio.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.concourse.ServerSentEvents.Event;

class ServerSentEventsTest {
  static Stream<Arguments> streams() {
    return Stream.of(
        Arguments.of("", List.of()),
        Arguments.of("id: 0\nevent: event\ndata: {}\n\n", List.of(new Event("0", "event", "{}"))),
        Arguments.of("id: 57\nevent: end\ndata\n\n", List.of(new Event("57", "end", ""))),
        Arguments.of("id:7\r\nevent:end\r\ndata:\r\n\r\n", List.of(new Event("7", "end", ""))),
        Arguments.of("\n\n:ping\n\ndata:  x\n\n", List.of(new Event("", "message", " x"))),
        Arguments.of("data: a\ndata: b\n\n", List.of(new Event("", "message", "a\nb"))),
        Arguments.of("retry: 5\nunknown\n\n", List.of()),
        Arguments.of("data: whole\n\ndata: cut", List.of(new Event("", "message", "whole"))),
        Arguments.of(
            "data: {\"a\":\"b: c\"}\n\n", List.of(new Event("", "message", "{\"a\":\"b: c\"}"))));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void eventsAreTakenApart(String text, List<Event> events) throws IOException {
    var stream = new ServerSentEvents(new Buffer().writeUtf8(text));
    var read = new ArrayList<Event>();
    for (var event = stream.next(); event.isPresent(); event = stream.next()) {
      read.add(event.get());
    }

    assertThat(read).isEqualTo(events);
  }
}
