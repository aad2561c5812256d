package pipelinelock.slack.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.MissingPart.Act;

class RefusedPartTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # where,     act,    error,                settled, becomes
            thread,    POST,   not_in_channel,       false,   WAITS
            thread,    POST,   not_in_channel,       true,    WAITS
            thread,    POST,   message_not_found,    false,   WAITS
            thread,    POST,   thread_not_found,     false,   LOST
            thread,    POST,   thread_not_found,     true,    LOST
            thread,    EDIT,   not_in_channel,       false,   WAITS
            thread,    EDIT,   message_not_found,    false,   STAYS
            thread,    EDIT,   edit_window_closed,   true,    STAYS
            thread,    UPLOAD, missing_scope,        false,   WITHOUT
            thread,    PIN,    missing_scope,        false,   WITHOUT
            thread,    UNPIN,  not_pinned,           true,    WITHOUT
            elsewhere, POST,   not_in_channel,       false,   LATER
            elsewhere, POST,   thread_not_found,     false,   LATER
            elsewhere, POST,   not_in_channel,       true,    GIVEN_UP
            elsewhere, EDIT,   cant_update_message,  false,   STAYS
            elsewhere, EDIT,   is_archived,          false,   LATER
            elsewhere, EDIT,   is_archived,          true,    GIVEN_UP
          """)
  void theThreadGoesOnWithoutWhatItCanSpare(
      String where, Act act, String error, boolean settled, RefusedPart becomes) {
    var message = Message.sentence("Words.");
    var part =
        where.equals("thread")
            ? new Part("part", message)
            : Part.elsewhere("C0SECURITY", "part", message);

    var missing = new MissingPart(part, Optional.empty(), "C0", act);

    assertThat(RefusedPart.of(missing, error, settled, true)).isEqualTo(becomes);
    assertThat(RefusedPart.of(missing, error, settled, false))
        .isEqualTo(becomes == RefusedPart.LOST ? RefusedPart.WAITS : becomes);
  }
}
