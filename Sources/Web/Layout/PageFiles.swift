import Foundation

/// The files that pages are made of: templates, styles, scripts, languages, and what other projects made for browsers.
///
/// The build puts them in a folder beside the program, and wherever the program goes, that folder goes with it.
package struct PageFiles: Sendable {
    package enum Problem: Error, CustomStringConvertible {
        case missing(String)

        package var description: String {
            switch self {
            case .missing(let path):
                "there is no \(path): the folder \(PageFiles.name) belongs beside the program, and `make setup` fills it"
            }
        }
    }

    fileprivate static let name = "kith_Web.resources"

    private let folder: URL

    /// The folder beside the program itself, not beside a link that leads to it.
    package init() {
        let program = URL(filePath: Bundle.main.executablePath ?? CommandLine.arguments[0]).resolvingSymlinksInPath()
        folder = program.deletingLastPathComponent().appending(path: Self.name).appending(path: "Files")
    }

    func bytes(_ path: String) throws(Problem) -> [UInt8] {
        guard let data = try? Data(contentsOf: folder.appending(path: path)) else { throw .missing(path) }
        return Array(data)
    }

    func text(_ path: String) throws(Problem) -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    /// The names of the files in a folder with an extension, in order.
    func names(in path: String, withExtension suffix: String) throws(Problem) -> [String] {
        let all = try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path())
        guard let all else { throw .missing(path) }
        return all.filter { $0.hasSuffix("." + suffix) }.sorted()
    }
}
