package pipelinelock.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * Reports that the process answers, and which environments are not ready; asks nobody else. The
 * status is 200 even so: a restart would not help them, and would stop the others. With {@code
 * ?detail} it also lists the requests that were turned away.
 */
final class Health extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Supplier<? extends Collection<String>> unready;
  private final transient TurnedAway turnedAway;

  /**
   * @param unready the names of the environments that nothing can be done in now
   */
  Health(Supplier<? extends Collection<String>> unready, TurnedAway turnedAway) {
    this.unready = unready;
    this.turnedAway = turnedAway;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    var writer = response.getWriter();
    writer.print("ok\n");
    unready.get().forEach(name -> writer.print("not ready: " + name + "\n"));
    if (request.getParameter("detail") != null) {
      writer.print("requests rejected: " + turnedAway.words() + "\n");
    }
  }
}
