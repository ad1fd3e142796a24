package io.orderlake.relay;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the relay. */
@SpringBootApplication
public class StreamRelayApplication {

    public static void main(String[] args) {
        SpringApplication.run(StreamRelayApplication.class, args);
    }
}
