package pipelinelock.settings.section;

import java.util.function.Supplier;
import pipelinelock.settings.EnvironmentSettings.LockSource.Git;
import pipelinelock.settings.EnvironmentSettings.Login;
import pipelinelock.settings.EnvironmentSettings.SshKey;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;

/** Reads the keys by which a git repository is reached. */
final class GitReader {
  private GitReader() {}

  /** Asks for them; the value may be taken once the section was found sound. */
  static Supplier<Git> keys(Section section) {
    var uri = section.required("uri", Urls.repository("https://git.example.com/pool.git"));
    var branch = section.optional("branch", Kinds.text("main"), "main");
    var username = section.optional("username", Kinds.login("pipeline-lock"));
    var password = section.optional("password", Kinds.secret("${GIT_PASSWORD}"));
    section.together("username", "password");
    var key = section.optional("private_key", Kinds.secret("file:/etc/pipeline-lock/id_ed25519"));
    var hosts =
        section.optional("known_hosts", SshKinds.hosts("file:/etc/pipeline-lock/known_hosts"));
    section.together("private_key", "known_hosts");
    var ca = section.optional("ca", Certificates.certificates("git-ca"));
    boolean https = uri.sound().map(text -> text.startsWith("https://")).orElse(true);
    if (!https && ca.sound().map(it -> it.isPresent()).orElse(false)) {
      section.wrong(
          "ca",
          "is only for https, and uri is not an https address",
          "remove it, or write https://…");
    }
    boolean ssh = uri.sound().map(text -> text.startsWith("ssh://")).orElse(false);
    if (ssh && key.sound().map(it -> it.isEmpty()).orElse(false)) {
      section.wrong(
          "uri",
          "uses ssh, which needs a key and the server's host key",
          "write private_key and known_hosts, for example 'known_hosts: file:/etc/pipeline-lock/known_hosts'");
    }
    if (!ssh && key.sound().map(it -> it.isPresent()).orElse(false)) {
      section.wrong(
          "private_key",
          "is only for ssh, and uri is not an ssh address",
          "remove it, or write ssh://…");
    }
    return () ->
        new Git(
            uri.get(),
            branch.get(),
            username.get().map(user -> new Login(user, password.get().orElseThrow())),
            key.get().map(secret -> new SshKey(secret, hosts.get().orElseThrow())),
            ca.get());
  }
}
