package pipelinelock.settings;

import java.util.Optional;
import pipelinelock.settings.EnvironmentSettings.Lock;
import pipelinelock.settings.EnvironmentSettings.Login;

/** Reads {@code lock}: where the lock of an environment lies. */
final class LockReader {
  static final Kind<Lock> LOCK =
      Kinds.section("{pool: create-cloudfoundry, git: {uri: https://…}}", LockReader::read);

  private static final Kind<Git> GIT = Kinds.section("{uri: https://…}", LockReader::git);

  private LockReader() {}

  private record Git(String uri, String branch, Optional<Login> login) {}

  private static Value<Lock> read(Section section) {
    var pool = section.required("pool", Kinds.text("create-cloudfoundry"));
    var name = section.optional("name", Kinds.text("lock"), "lock");
    var git = section.required("git", GIT);
    return section.finish(
        () ->
            new Lock(
                pool.get(), name.get(), git.get().uri(), git.get().branch(), git.get().login()));
  }

  private static Value<Git> git(Section section) {
    var uri = section.required("uri", Urls.repository("https://git.example.com/pool.git"));
    var branch = section.optional("branch", Kinds.text("main"), "main");
    var username = section.optional("username", Kinds.text("pipeline-lock"));
    var password = section.optional("password", Kinds.secret("${GIT_PASSWORD}"));
    section.together("username", "password");
    return section.finish(
        () ->
            new Git(
                uri.get(),
                branch.get(),
                username.get().map(user -> new Login(user, password.get().orElseThrow()))));
  }
}
