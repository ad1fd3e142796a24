package io.orderlake.verifier;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the verifier. */
@SpringBootApplication
public class LakeVerifierApplication {

    public static void main(String[] args) {
        SpringApplication.run(LakeVerifierApplication.class, args);
    }
}
