package org.latticehost.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The classes under test: everything of ours on the class path except the tests of this module. */
final class Production {
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("test-classes"))
            .importPackages(Modules.ROOT);

    private Production() {}
}
