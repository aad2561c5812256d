package pipelinelock.settings.section;

import java.util.List;
import pipelinelock.settings.EnvironmentSettings.Concourse;
import pipelinelock.settings.EnvironmentSettings.Login;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;

/** Reads {@code concourse}: how to reach the Concourse, and the names of its jobs. */
final class ConcourseReader {
  static final Kind<Concourse> CONCOURSE =
      Kinds.section("{url: https://deployer.example.com, …}", ConcourseReader::read);

  private ConcourseReader() {}

  private static Value<Concourse> read(Section section) {
    var url = section.required("url", Urls.api("https://deployer.example.com"));
    var team = section.optional("team", Kinds.text("main"), "main");
    var username = section.required("username", Kinds.login("pipeline-lock"));
    var password = section.required("password", Kinds.secret("${CONCOURSE_PASSWORD}"));
    var pipeline = section.required("pipeline", Kinds.text("create-cloudfoundry"));
    var lockJob = section.optional("lock_job", Kinds.text("pipeline-lock"), "pipeline-lock");
    var unlockJob =
        section.optional("unlock_job", Kinds.text("pipeline-unlock"), "pipeline-unlock");
    var releaseJob = section.optional("release_job", Kinds.text("pipeline-release-lock"));
    var pathJobs =
        section.optional("path_jobs", Kinds.list(Kinds.text("cf-deploy")), List.<String>of());
    var pool = section.optional("pool_resource", Kinds.text("pipeline-pool"), "pipeline-pool");
    var trigger =
        section.optional("trigger_resource", Kinds.text("pipeline-trigger"), "pipeline-trigger");
    var ca = section.optional("ca", Certificates.certificates("concourse-ca"));
    if (lockJob.isSound() && lockJob.equals(unlockJob)) {
      section.wrong(
          "unlock_job", "is the same as lock_job", "name the job that gives the lock back");
    }
    return section.finish(
        () ->
            new Concourse(
                url.get(),
                team.get(),
                new Login(username.get(), password.get()),
                pipeline.get(),
                lockJob.get(),
                unlockJob.get(),
                releaseJob.get(),
                pathJobs.get(),
                pool.get(),
                trigger.get(),
                ca.get()));
  }
}
