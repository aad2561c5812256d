package pipelinelock.settings.section;

import java.util.Optional;
import java.util.regex.Pattern;
import pipelinelock.lock.Committer;
import pipelinelock.settings.EnvironmentSettings.Lock;
import pipelinelock.settings.EnvironmentSettings.LockSource;
import pipelinelock.settings.EnvironmentSettings.LockSource.CodeCommit;
import pipelinelock.settings.EnvironmentSettings.LockSource.Git;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;

/** Reads {@code lock}: where an environment's lock is. */
final class LockReader {
  static final Kind<Lock> LOCK =
      Kinds.section("{pool: create-cloudfoundry, git: {uri: https://…}}", LockReader::read);

  private static final Kind<Git> GIT = Kinds.section("{uri: https://…}", LockReader::git);
  private static final Kind<CodeCommit> CODECOMMIT =
      Kinds.section("{repository: concourse-pool-dev04}", LockReader::codeCommit);

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

  private static Value<Lock> read(Section section) {
    var pool = section.required("pool", Kinds.text("create-cloudfoundry"));
    var name = section.optional("name", Kinds.text("lock"), "lock");
    var committer = section.optional("committer", COMMITTER, Committer.BOT);
    var git = section.optional("git", GIT);
    var codeCommit = section.optional("codecommit", CODECOMMIT);
    exactlyOne(section);
    return section.finish(
        () -> new Lock(pool.get(), name.get(), committer.get(), source(git, codeCommit)));
  }

  private static LockSource source(Value<Optional<Git>> git, Value<Optional<CodeCommit>> other) {
    return git.get().<LockSource>map(it -> it).or(other::get).orElseThrow();
  }

  private static void exactlyOne(Section section) {
    boolean misspelt = section.isMisspelt("git") || section.isMisspelt("codecommit");
    if (section.has("git") && section.has("codecommit")) {
      section.wrong(
          "codecommit",
          "cannot be combined with git: a lock is in one repository",
          "remove one of the two");
    } else if (!section.has("git") && !section.has("codecommit") && !misspelt) {
      section.wrong(
          "has neither git nor codecommit: the bot cannot find the repository",
          "write for example 'git: {uri: https://…}'");
    }
  }

  private static Value<Git> git(Section section) {
    return section.finish(GitReader.keys(section));
  }

  private static Value<CodeCommit> codeCommit(Section section) {
    var repository =
        section.required(
            "repository",
            Kinds.matching(
                "the name of a CodeCommit repository",
                "concourse-pool-dev04",
                "[A-Za-z0-9._-]{1,100}"));
    var branch = section.optional("branch", Kinds.text("main"), "main");
    var region = section.optional("region", AwsReader.REGION, "us-east-1");
    var role = AwsReader.role(section);
    var endpoint = section.optional("endpoint", Urls.loopback("http://127.0.0.1:4566"));
    return section.finish(
        () ->
            new CodeCommit(
                repository.get(), branch.get(), region.get(), role.get(), endpoint.get()));
  }
}
