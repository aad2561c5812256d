package pipelinelock.cli;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.UnreadableRecord;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.runbook.platform.EnvironmentGone;
import pipelinelock.secrecy.KnownSecrets;
import pipelinelock.settings.SettingsException;
import pipelinelock.store.file.RecordLost;

/** Reports in one line why a command failed; only a bug gets a stack trace. */
public final class CommandFailures implements IExecutionExceptionHandler {
  private static final int FAILED = 1;
  private static final int WRONGLY_USED = 2;

  /** Somebody has to bring the record back: the bot is not to be started again before. */
  static final int RECORD_LOST = 4;

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    return say(line, failure);
  }

  /** Says what it means, and gives the exit code that a command mostly ends with. */
  public static int say(CommandLine line, Exception failure) {
    return switch (failure) {
      case SettingsException problems -> say(line, problems.getMessage(), WRONGLY_USED);
      case EnvironmentGone gone -> say(line, gone.getMessage(), WRONGLY_USED);
      case RemoteFailure remote -> say(line, remote.getMessage(), FAILED);
      case RecordUnavailable gone -> say(line, gone.getMessage(), FAILED);
      case RecordLost lost -> say(line, lost.getMessage(), RECORD_LOST);
      case UnreadableRecord newer -> say(line, newer.getMessage(), FAILED);
      case UncheckedIOException io -> say(line, io.getMessage() + cause(io), FAILED);
      case IOException io -> say(line, words(io), FAILED);
      default -> say(line, Throwables.getStackTraceAsString(failure), FAILED);
    };
  }

  private static String cause(UncheckedIOException io) {
    return io.getCause() instanceof IOException cause ? ": " + words(cause) : "";
  }

  private static String words(IOException io) {
    return switch (io) {
      case NoSuchFileException gone -> "there is no file " + gone.getFile();
      case AccessDeniedException denied -> denied.getFile() + " cannot be opened by this user";
      default -> String.valueOf(io.getMessage());
    };
  }

  private static int say(CommandLine line, @Nullable String what, int code) {
    line.getErr().println(KnownSecrets.hide(String.valueOf(what)));
    line.getErr().flush();
    return code;
  }
}
