package pipelinelock.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;

/** Signs keys with the real {@code ssh-keygen}. A test without one is skipped. */
public final class Signing {
  private static final Path SSH_KEYGEN = Path.of("/usr/bin/ssh-keygen");

  private final Path folder;

  private Signing(Path folder) {
    this.folder = folder;
  }

  public static Signing in(Path folder, KeyPair authority) throws IOException {
    assumeThat(Files.isExecutable(SSH_KEYGEN))
        .as("no ssh-keygen here: install openssh-client to run this test")
        .isTrue();
    var key = Files.writeString(folder.resolve("ca"), TestKeys.openSsh(authority));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    return new Signing(folder);
  }

  /** The file of a host certificate. */
  public Path host(KeyPair key, String... options) throws Exception {
    return sign(key, "-h", options);
  }

  /** The file of a user certificate. */
  public Path user(KeyPair key, String... options) throws Exception {
    return sign(key, "-q", options);
  }

  private Path sign(KeyPair key, String kind, String... options) throws Exception {
    var open = Files.writeString(folder.resolve("key.pub"), TestKeys.publicLine(key) + "\n");
    var command = new ArrayList<String>();
    command.addAll(List.of(SSH_KEYGEN.toString(), "-s", folder.resolve("ca").toString(), kind));
    command.addAll(List.of("-I", "test"));
    command.addAll(List.of(options));
    command.add(open.toString());
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return folder.resolve("key-cert.pub");
  }
}
