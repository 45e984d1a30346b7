// swift-tools-version:6.2
import PackageDescription

let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A target of ours: all of them are held to the same rules.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: house)
}

/// The tests of one target, in the folder of its name.
func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.target(name: name)] + dependencies,
        swiftSettings: house
    )
}

let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")

let package = Package(
    name: "kith",
    products: [
        .executable(name: "kith", targets: ["Server"])
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.80.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2"),
    ],
    targets: [
        // What Kith knows.
        room("Domain"),
        .systemLibrary(name: "CQR", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CCharset", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"])]),
        room("Formats", ["Domain", "CQR", "CCharset"]),

        // What it knows by heart: all contacts in memory, and the loops over them.
        .target(name: "RosterKernels"),
        room("Roster", ["Domain", "RosterKernels"]),

        // Where it is kept.
        room("Database"),
        room(
            "SQLite",
            [
                "Database",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        room("Postgres", ["Database", "CPQ", .product(name: "Subprocess", package: "swift-subprocess")]),

        // The world outside.
        .target(name: "CPhone", linkerSettings: [.linkedLibrary("phonenumber")]),
        .target(
            name: "CPicture",
            linkerSettings: ["jpeg", "png16", "gif", "webp", "webpdemux"].map { .linkedLibrary($0) }
        ),
        room("Outside", ["Domain", "CPhone", "CPicture"]),

        // What Kith does with it.
        room("Stores", ["Domain", "Database"]),
        room(
            "Kith",
            [
                "Domain", "Roster", "Formats", "Outside", "Stores", "Database",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),

        // Two skins over it, what they share, and the program.
        room(
            "HTTP",
            [
                "Kith", "Domain", "Database", hummingbird, httpTypes,
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        room(
            "API",
            [
                "HTTP", "Kith", "Domain", "Database", hummingbird, httpTypes,
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("OpenAPI/Documents")]
        ),
        room(
            "Web",
            [
                "HTTP", "Kith", "Formats", "Domain", hummingbird, httpTypes,
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [.copy("Files")]
        ),
        .executableTarget(
            name: "Server",
            dependencies: [
                "HTTP", "API", "Web", "Kith", "Stores", "Domain", "Database", "SQLite", "Postgres", hummingbird,
                httpTypes,
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house
        ),

        // Measures the roster beside its peers: `make bench-questions`.
        .executableTarget(
            name: "benchmark-engine",
            dependencies: ["Kith", "Roster", "Stores", "Domain", "Database", "SQLite"],
            path: "Benchmarks/Engine",
            swiftSettings: house
        ),

        // What the tests of several targets share.
        .target(
            name: "TestSupport",
            dependencies: ["Domain", "Database", "SQLite", "Postgres"],
            path: "Tests/TestSupport",
            swiftSettings: house
        ),

        tests(of: "Kith", ["Domain", "Roster", "Formats", "Stores", "Database", "TestSupport"]),
        tests(
            of: "Web",
            [
                "Server", "HTTP", "API", "Kith", "Domain", "Stores", "Database", "TestSupport", hummingbird,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        tests(
            of: "API",
            [
                "Server", "Web", "HTTP", "Kith", "Domain", "Stores", "Database", "TestSupport", hummingbird, httpTypes,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        tests(of: "Server", ["Kith", "Stores", "Domain", "Database", "Postgres", "TestSupport"]),
        tests(of: "Stores", ["Domain", "Database", "TestSupport"]),
        tests(of: "Database", ["SQLite", "Postgres", "TestSupport"]),
        tests(of: "Domain", ["TestSupport"]),
        tests(of: "Formats", ["Domain", "TestSupport"]),
        tests(of: "Roster", ["Domain", "TestSupport"]),
        tests(of: "Outside", ["Domain", "TestSupport"]),
    ],
    cxxLanguageStandard: .cxx17
)
