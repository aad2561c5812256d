package pipelinelock.cli.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import pipelinelock.audit.checkpoint.key.SigningKey;

/** Generates a node's key for checkpoints. */
@Command(
    name = "keygen",
    mixinStandardHelpOptions = true,
    description = {
      "Creates the Ed25519 key with which a node signs checkpoints of the record.",
      "One for each node; the private half never leaves it. See docs/record.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the key is in the file",
      "1:the file exists already, or cannot be written",
      "2:the command is wrong"
    })
public final class KeygenCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "A new file, for this user alone.")
  private Path file = Path.of("checkpoint.pem");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var key = SigningKey.generate();
    PrivateFiles.create(file);
    Files.writeString(file, key.pem(), StandardOpenOption.WRITE);
    var out = spec.commandLine().getOut();
    out.printf(
        """
        The private key %s is in %s: only the bot's user may read it. Configure this node with
          checkpoints: {key: 'file:%s'}
        Its public half, which every node and whoever verifies lists in checkpoints.keys:
          %s
        """,
        key.keyId(), file, file.toAbsolutePath(), key.verifying().text());
    out.flush();
    return 0;
  }
}
