package pipelinelock.cli.incident;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import pipelinelock.audit.checkpoint.key.Signer;
import pipelinelock.cli.Surroundings;
import pipelinelock.cli.record.PrivateFiles;
import pipelinelock.evidence.export.Edition;
import pipelinelock.evidence.export.ThisBuild;
import pipelinelock.evidence.pack.EvidencePack;
import pipelinelock.store.file.OwnerOnly;
import pipelinelock.wiring.CheckpointWiring;

/** Writes everything about one incident into a folder. */
@Command(
    name = "evidence-pack",
    mixinStandardHelpOptions = true,
    description = {
      "Writes all that is on record about an incident into a new folder, with the verifier.",
      "The list of its files is signed with this node's key, if it has one. Changes nothing else."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the folder is written",
      "1:there is no such incident, or its record does not hold",
      "2:the command or the configuration is wrong"
    })
public final class EvidencePackCommand implements Callable<Integer> {
  private final Surroundings at;

  @Mixin private OneIncident one = new OneIncident();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      required = true,
      description = "A new folder, for this user alone.")
  private Path folder = Path.of("pack");

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "For local times beside UTC, as Europe/London; this machine's by default.")
  private Optional<String> zone = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  public EvidencePackCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() throws IOException {
    var id = one.id();
    var edition =
        new Edition(at.clock().instant(), ThisBuild.version(), ZoneArgument.of(spec, zone));
    var checkpoints = at.settingsFile().checkpoints(one.config());
    Optional<Signer> signer =
        new CheckpointWiring(checkpoints, at.clock(), at.variables()).signer();
    try (var reading = one.read(at)) {
      var files = EvidencePack.files(reading.source(id, edition.at()), edition, signer);
      write(files);
      var out = spec.commandLine().getOut();
      out.println(
          "%s is in %s: %d files, %s."
              .formatted(
                  id,
                  folder,
                  files.size(),
                  signer
                      .map(it -> "signed with the key " + it.keyId())
                      .orElse("signed by nobody, because this node has no key")));
      out.flush();
    }
    return 0;
  }

  /** Under another name until all of it is there, so that no half a pack passes for one. */
  private void write(Map<String, byte[]> files) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw taken(folder, null);
    }
    var unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
    if (Files.exists(unfinished, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          "%s is left of an attempt that did not end: delete it, and try again"
              .formatted(unfinished));
    }
    write(files, unfinished);
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(Map<String, byte[]> files, Path folder) throws IOException {
    create(folder);
    for (var file : files.entrySet()) {
      var path = folder.resolve(file.getKey());
      var parent = path.getParent();
      if (parent != null && !Files.exists(parent)) {
        create(parent);
      }
      PrivateFiles.create(path);
      Files.write(path, file.getValue(), StandardOpenOption.WRITE);
    }
  }

  private static void create(Path folder) throws IOException {
    try {
      if (OwnerOnly.isPosix(folder)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException e) {
      throw taken(folder, e);
    }
  }

  private static IOException taken(Path folder, @Nullable IOException why) {
    return new IOException("%s exists already; choose another name".formatted(folder), why);
  }
}
