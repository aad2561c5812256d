package pipelinelock.aws.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pipelinelock.wording.Span;

/**
 * A program that prints AWS credentials. Its output is never shown, even if malformed, because it
 * may contain a secret.
 *
 * @param label how messages name it
 * @param limit the time after which it is killed, with all its child processes, since a bot cannot
 *     answer a prompt
 */
record CredentialProcess(String label, String command, Duration limit, InstantSource clock) {
  private static final int LARGEST = 64_000;
  private static final String BY_HAND =
      "run it by hand as the bot's user, and see what it prints (credential_process of the"
          + " profile)";

  GivenCredentials run() {
    var process = start();
    try {
      var printed = new FutureTask<>(() -> process.getInputStream().readNBytes(LARGEST));
      Thread.ofVirtual().name("credential-process").start(printed);
      long deadline = System.nanoTime() + limit.toNanos();
      var text = printed.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      return given(process.exitValue(), new String(text, StandardCharsets.UTF_8));
    } catch (TimeoutException _) {
      throw CredentialOrigin.failure(
          "%s did not finish within %s, and the bot stopped it".formatted(label, Span.limit(limit)),
          "make it print credentials without a prompt: " + BY_HAND);
    } catch (ExecutionException _) {
      throw CredentialOrigin.failure(label + " broke off", BY_HAND);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw CredentialOrigin.failure(label + " was given up", "try again");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start() {
    try {
      var process =
          new ProcessBuilder("sh", "-c", command)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close(); // who asks a question meets the end
      return process;
    } catch (IOException _) {
      throw CredentialOrigin.failure(label + " cannot be started", BY_HAND);
    }
  }

  private GivenCredentials given(int exit, String printed) {
    if (exit == 127 || exit == 126) {
      throw CredentialOrigin.failure(
          "%s does not exist, or is not executable (exit code %d)".formatted(label, exit),
          "correct its path, as the bot's user sees it (credential_process of the profile)");
    }
    if (exit != 0) {
      throw CredentialOrigin.failure("%s ended with exit code %d".formatted(label, exit), BY_HAND);
    }
    try {
      return GivenCredentials.of(printed, "SessionToken", clock);
    } catch (GivenCredentials.Unusable e) {
      throw CredentialOrigin.failure("%s %s".formatted(label, e.what()), BY_HAND);
    }
  }
}
