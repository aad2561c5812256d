package pipelinelock.settings;

import java.util.Optional;
import java.util.regex.Pattern;
import pipelinelock.settings.EnvironmentSettings.Committer;
import pipelinelock.settings.EnvironmentSettings.Lock;
import pipelinelock.settings.EnvironmentSettings.Login;

/** Reads {@code lock}: where the lock of an environment lies. */
final class LockReader {
  static final Kind<Lock> LOCK =
      Kinds.section("{pool: create-cloudfoundry, git: {uri: https://…}}", LockReader::read);

  private static final Kind<Git> GIT = Kinds.section("{uri: https://…}", LockReader::git);

  private static final Pattern AUTHOR = Pattern.compile("([^<>\\s][^<>]*?) *<([^<>\\s]+)>");
  private static final Kind<Committer> COMMITTER =
      Kinds.matching(
              "a commit's author", "pipeline-lock <pipeline-lock@localhost>", AUTHOR.pattern())
          .and((_, text) -> Value.of(committer(text)));

  private LockReader() {}

  private static Committer committer(String text) {
    var author = AUTHOR.matcher(text);
    if (!author.matches()) {
      throw new IllegalArgumentException("not a commit's author");
    }
    return new Committer(author.group(1), author.group(2));
  }

  private record Git(String uri, String branch, Optional<Login> login) {}

  private static Value<Lock> read(Section section) {
    var pool = section.required("pool", Kinds.text("create-cloudfoundry"));
    var name = section.optional("name", Kinds.text("lock"), "lock");
    var committer = section.optional("committer", COMMITTER, Committer.BOT);
    var git = section.required("git", GIT);
    return section.finish(
        () ->
            new Lock(
                pool.get(),
                name.get(),
                committer.get(),
                git.get().uri(),
                git.get().branch(),
                git.get().login()));
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
