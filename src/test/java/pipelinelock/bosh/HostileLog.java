package pipelinelock.bosh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/** Event logs that no honest Director writes. */
public record HostileLog(Random random) {
  private static final List<String> TEXTS =
      List.of(
          "\"\"",
          "\"a\"",
          "\"b, c\"",
          "\"ü€😀\"",
          "\"\\n\\u001b[2J\"",
          "null",
          "7",
          "[]",
          "{}",
          "\"%s%n\"");
  private static final List<String> TIMES =
      List.of(
          "0",
          "1",
          "1708337191",
          "-1",
          "253402300799",
          "253402300800",
          "1e30",
          "9223372036854775807",
          "99999999999999999999",
          "1.5",
          "\"x\"",
          "null",
          "true");
  private static final List<String> STATES =
      List.of("\"started\"", "\"in_progress\"", "\"finished\"", "\"failed\"", "\"odd\"", "null");
  private static final List<String> TAGS = List.of("[]", "[\"g\"]", "[null]", "null", "\"g\"");
  private static final List<String> RAW =
      List.of(
          "",
          "{",
          "}",
          "null",
          "[]",
          "\"",
          "[".repeat(5000),
          "\u0000",
          " ",
          "\r",
          "{\"time\":1}",
          "{\"time\":1,\"error\":{}}",
          "{\"time\":1,\"error\":[]}");

  public byte[] bytes(int lines) {
    var log = new ByteArrayOutputStream();
    for (int i = 0; i < lines; i++) {
      log.writeBytes(line());
      log.write('\n');
    }
    log.writeBytes("{\"time\":1,\"sta".getBytes(UTF_8));
    return log.toByteArray();
  }

  private byte[] line() {
    return switch (random.nextInt(8)) {
      case 0 -> one(RAW).getBytes(UTF_8);
      case 1 -> noise();
      case 2 -> notice().getBytes(UTF_8);
      default -> step().getBytes(UTF_8);
    };
  }

  private String step() {
    return "{\"time\":%s,\"stage\":%s,\"tags\":%s,\"task\":%s,\"state\":%s,\"data\":{\"status\":%s,\"error\":%s}}"
        .formatted(
            one(TIMES), one(TEXTS), one(TAGS), one(TEXTS), one(STATES), one(TEXTS), one(TEXTS));
  }

  private String notice() {
    return "{\"time\":%s,\"type\":%s,\"message\":%s,\"error\":{\"code\":%s,\"message\":%s}}"
        .formatted(
            one(TIMES),
            one(List.of("\"warning\"", "\"deprecation\"", "null")),
            one(TEXTS),
            one(TIMES),
            one(TEXTS));
  }

  private byte[] noise() {
    byte[] noise = new byte[random.nextInt(50)];
    random.nextBytes(noise);
    return noise;
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
