package org.starflow.it.support;

import org.starflow.local.LocalStack;
import org.starflow.local.StackOptions;
import org.starflow.local.StackService;

import java.nio.file.Path;

/** The stack as child processes of this JVM. */
final class EmbeddedStack implements Stack {
    private final LocalStack stack;

    private EmbeddedStack(LocalStack stack) {
        this.stack = stack;
    }

    static EmbeddedStack start(Path home) {
        return new EmbeddedStack(LocalStack.start(home, StackOptions.defaults()));
    }

    @Override
    public String bootstrapServers() {
        return stack.addresses().bootstrapServers();
    }

    @Override
    public String registryUrl() {
        return stack.addresses().registryUrl();
    }

    @Override
    public String jdbcUrl() {
        return stack.addresses().jdbcUrl();
    }

    @Override
    public String user() {
        return stack.addresses().user();
    }

    @Override
    public String password() {
        return stack.addresses().password();
    }

    @Override
    public Component kafka() {
        return new Child(stack.kafka());
    }

    @Override
    public Component registry() {
        return new Child(stack.registry());
    }

    @Override
    public Component postgres() {
        return new Child(stack.postgres());
    }

    @Override
    public Path logs() {
        return stack.folder().resolve("logs");
    }

    @Override
    public void close() {
        stack.close();
    }

    private record Child(StackService service) implements Component {
        @Override
        public void kill() {
            service.kill();
        }

        @Override
        public void stop() {
            service.stop();
        }

        @Override
        public void start() {
            service.start();
        }
    }
}
