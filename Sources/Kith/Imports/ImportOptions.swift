package import Domain
package import Formats

/// How a file of contacts is to be taken in.
package struct ImportOptions: Sendable {
    package var path: String
    package var kind: Import.Kind
    /// How the file's letters are written; nil where that is to be found out.
    package var encoding: TextEncoding?
    package var mode: Import.Mode
    /// Keys by names of columns; an empty key leaves the column out.
    package var mapping: [(column: String, key: String)]
    /// Whether columns that no property has the name of become new properties.
    package var createsProperties: Bool
    /// The tag that contacts get which the file makes or changes.
    package var tag: String?
    /// Whether rows are taken that have a name and nothing that tells whose it is.
    package var takesNamesAlone: Bool
    package var isDryRun: Bool
    /// Where refused rows are written.
    package var refusedPath: String?
    /// How many rows are written in one transaction: it should be over in 100 ms, for others to write in between.
    package var batchRows: Int

    /// They take about 90 ms (`Docs/Benchmarks.md`); more rows share more of the index pages that each of them touches.
    package static let usualBatchRows = 3_000

    package init(
        path: String,
        kind: Import.Kind,
        encoding: TextEncoding? = nil,
        mode: Import.Mode = .upsert,
        mapping: [(column: String, key: String)] = [],
        createsProperties: Bool = false,
        tag: String? = nil,
        takesNamesAlone: Bool = false,
        isDryRun: Bool = false,
        refusedPath: String? = nil,
        batchRows: Int = usualBatchRows
    ) {
        self.path = path
        self.kind = kind
        self.encoding = encoding
        self.mode = mode
        self.mapping = mapping
        self.createsProperties = createsProperties
        self.tag = tag
        self.takesNamesAlone = takesNamesAlone
        self.isDryRun = isDryRun
        self.refusedPath = refusedPath
        self.batchRows = batchRows
    }

    /// The file's name without its folder.
    var fileName: String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}

/// How far an import is: every batch that is counted here is kept for good.
package struct ImportProgress: Sendable {
    package var counts: ImportCounts
    /// All rows of the file.
    package var rows: Int
    /// The place of the newest change in the organization's feed; nil in a dry run.
    package var seq: Int64?
    /// The last line of the file that is done with.
    package var line: Int
}

/// What became of a file.
package struct ImportResult: Sendable {
    package var counts: ImportCounts
    package var columns: ImportColumns
    /// How its letters were read.
    package var encoding: TextEncoding
    /// The first refused rows; all of them are in the file of refused rows, if one was asked for.
    package var refusals: [ImportRefusal]
}

/// What the columns of a file were taken for.
package struct ImportColumns: Hashable, Sendable {
    package var newProperties: [Property]
    /// Columns that were left out, and why.
    package var ignored: [IgnoredColumn]

    package struct IgnoredColumn: Hashable, Sendable {
        package var column: String
        package var reason: Phrase
    }
}

/// A row that could not be taken, and what is to be mended.
package struct ImportRefusal: Error, Hashable, Sendable {
    package var line: Int
    package var column: String?
    package var reason: Phrase
}

/// Why a file cannot be imported at all. Nothing was changed.
package enum ImportError: Explained, Hashable {
    case unknown
    case noRows
    case noIdentity(Import.Kind)
    case memberIDInLeads
    case unknownColumn(String, known: [String])
    case unknownKey(column: String, key: String, hint: String?)
    case readOnlyKey(column: String, key: String)
    case sameKey(String, columns: [String])
    case tooManyProperties(Int)
    case badTag(Phrase)
    case propertyChanged(String)
    case refusedIntoItself(String)

    package var explanation: Phrase {
        switch self {
        case .unknown:
            "there is no such import"
        case .noRows:
            "the file has a header, but no rows below it"
        case .noIdentity(.members):
            "no column holds the member id; say which one does, such as --map id=memberId, or import leads"
        case .noIdentity(.leads):
            "no column holds an e-mail, a phone or a name; say which ones do, such as --map contact=email"
        case .memberIDInLeads:
            "leads have no member id, but a column is mapped to memberId; import members, or leave the column out"
        case .unknownColumn(let column, let known):
            "the file has no column “\(column)”; it has \(known.joined(separator: ", "))"
        case .unknownKey(let column, let key, let hint?):
            "the column “\(column)” cannot go to “\(key)”: there is no such property; did you mean “\(hint)”?"
        case .unknownKey(let column, let key, nil):
            """
            the column “\(column)” cannot go to “\(key)”: there is no such property; \
            make it with --create-properties
            """
        case .readOnlyKey(let column, let key):
            "the column “\(column)” cannot go to “\(key)”, which Kith itself keeps; choose another key"
        case .sameKey(let key, let columns):
            "the columns \(Self.all(of: columns)) would both be “\(key)”; leave one out with --map COLUMN="
        case .tooManyProperties(let count):
            "the organization would have \(count) properties; at most \(Property.limit) are possible"
        case .badTag(let reason): reason
        case .propertyChanged(let key):
            "the property “\(key)” was changed while the import ran; what was imported so far is kept, so run it again"
        case .refusedIntoItself(let path):
            "the refused rows cannot go to \(path), for that is the file which is being imported; choose another name"
        }
    }
    private static func all(of columns: [String]) -> Phrase {
        columns.dropFirst().reduce(columns.first.map(quoted) ?? "") { "\($0) and \(quoted($1))" }
    }

    private static func quoted(_ column: String) -> Phrase { "“\(column)”" }
}
