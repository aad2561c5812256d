package pipelinelock.wiring;

import com.google.inject.AbstractModule;

/** Makes Guice refuse what it would else make up: a missing binding stops the start. */
final class StrictModule extends AbstractModule {
  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    binder().requireExactBindingAnnotations();
    binder().disableCircularProxies();
  }
}
