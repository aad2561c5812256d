package pipelinelock.git;

import java.io.IOException;
import java.nio.file.Path;
import pipelinelock.ssh.LoopbackSsh;
import pipelinelock.ssh.OpenSsh;

/** A real OpenSSH server on loopback. */
class GitOverSshTest extends GitOverSshContract {
  @Override
  LoopbackSsh server(Path at) throws IOException {
    return new OpenSsh(at);
  }
}
