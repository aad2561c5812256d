package pipelinelock.ssh;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A real {@code sshd}. A test without one is skipped. */
public final class OpenSsh implements LoopbackSsh {
  private static final Path SSHD = Path.of("/usr/sbin/sshd");
  private static final Pattern LOGIN = Pattern.compile("Accepted publickey for ");

  private final Path folder;
  private final List<KeyPair> hostKeys;
  private final KeyPair userKey = TestKeys.ed25519();
  private final int port;
  private Optional<Process> process = Optional.empty();

  /** With an ed25519 host key alone. */
  public OpenSsh(Path folder) throws IOException {
    this(folder, List.of(TestKeys.ed25519()));
  }

  /**
   * As Debian installs one, but for the port.
   *
   * @param hostKeys all that it has
   * @param options further lines of {@code sshd_config}, before the others: the first one holds
   */
  public OpenSsh(Path folder, List<KeyPair> hostKeys, String... options) throws IOException {
    assumeThat(Files.isExecutable(SSHD))
        .as("no OpenSSH server here: install openssh-server to run this test")
        .isTrue();
    this.folder = folder;
    this.hostKeys = List.copyOf(hostKeys);
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var keys = new StringBuilder();
    for (int i = 0; i < hostKeys.size(); i++) {
      write("host" + i, TestKeys.openSsh(hostKeys.get(i)));
      keys.append("HostKey ").append(folder.resolve("host" + i)).append('\n');
    }
    write("user.pub", TestKeys.publicLine(userKey) + "\n");
    write(
        "sshd_config",
        """
        %s
        Port %d
        ListenAddress 127.0.0.1
        %s
        AuthorizedKeysFile %s
        PidFile none
        StrictModes no
        UsePAM no
        PermitRootLogin yes
        PasswordAuthentication no
        LogLevel VERBOSE
        """
            .formatted(String.join("\n", options), port, keys, folder.resolve("user.pub")));
    var separation = Path.of("/run/sshd"); // sshd asks for it when it runs as root
    if (Files.isWritable(Path.of("/run"))) {
      Files.createDirectories(separation);
    }
    start();
  }

  /** Replaces what {@code authorized_keys} says. */
  public void authorise(String lines) throws IOException {
    write("user.pub", lines + "\n");
  }

  /** Adds a file that an option names. */
  public void write(String name, String text) throws IOException {
    var file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Override
  public void start() {
    var log = ProcessBuilder.Redirect.appendTo(folder.resolve("sshd.log").toFile());
    try {
      process =
          Optional.of(
              new ProcessBuilder(
                      SSHD.toString(), "-D", "-e", "-f", folder.resolve("sshd_config").toString())
                  .redirectErrorStream(true)
                  .redirectOutput(log)
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await().until(this::listens);
  }

  private boolean listens() {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public SshServer address() {
    return new SshServer(System.getProperty("user.name"), "127.0.0.1", port);
  }

  @Override
  public KeyPair hostKey() {
    return hostKeys.getFirst();
  }

  @Override
  public KeyPair userKey() {
    return userKey;
  }

  @Override
  public int logins() {
    try {
      return (int) LOGIN.matcher(Files.readString(folder.resolve("sshd.log"))).results().count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void cut() {
    process.orElseThrow().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /** Its connections stay open and answer nothing any more; it goes on listening. */
  public void freeze() throws IOException, InterruptedException {
    for (var child : process.orElseThrow().descendants().toList()) {
      new ProcessBuilder("kill", "-STOP", String.valueOf(child.pid())).start().waitFor();
    }
  }

  @Override
  public void stop() {
    process.ifPresent(
        it -> {
          var connections = it.descendants().toList(); // orphans are nobody's descendants
          it.destroyForcibly().onExit().join();
          connections.forEach(ProcessHandle::destroyForcibly);
        });
  }
}
