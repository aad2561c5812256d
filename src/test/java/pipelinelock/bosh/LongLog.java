package pipelinelock.bosh;

import static java.nio.charset.StandardCharsets.UTF_8;

import pipelinelock.bosh.task.TaskTranscript;

/**
 * A program that reads logs far longer than its own memory: {@code java -Xmx48m
 * pipelinelock.bosh.LongLog}. It prints what was printed of them and how many lines were skipped.
 */
public final class LongLog {
  private LongLog() {}

  public static void main(String[] args) {
    System.out.println(lineWithoutEnd() + " " + differentSteps());
  }

  /** 64 MiB without a line end, where a text that grows is copied to one of twice its size. */
  private static String lineWithoutEnd() {
    var transcript = new TaskTranscript(7);
    byte[] endless = "x".repeat(1 << 16).getBytes(UTF_8);
    long printed = 0;
    for (int i = 0; i < 1 << 10; i++) {
      printed += transcript.add(endless).length();
    }
    printed += transcript.add("\n".getBytes(UTF_8)).length();
    return "%d printed, %d skipped".formatted(printed, transcript.skipped());
  }

  /** 96 MB of steps that have all begun and never end. */
  private static String differentSteps() {
    var transcript = new TaskTranscript(7);
    String name = "y".repeat(60_000);
    String step = "{\"time\":1,\"stage\":\"A\",\"task\":\"%d %s\",\"state\":\"started\"}\n";
    long printed = 0;
    for (int i = 0; i < 1_600; i++) {
      printed += transcript.add(step.formatted(i, name).getBytes(UTF_8)).isEmpty() ? 0 : 1;
    }
    return "%d steps, %d skipped".formatted(printed, transcript.skipped());
  }
}
