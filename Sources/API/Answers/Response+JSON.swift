package import Domain
package import HTTPTypes
package import Hummingbird

extension Response {
    /// Makes an answer of JSON. A program may keep it, but asks each time whether it still holds.
    package static func json(
        _ json: JSON,
        status: HTTPResponse.Status = .ok,
        type: String = "application/json"
    ) -> Response {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        json.write(to: &bytes)
        var headers: HTTPFields = [.contentType: type, .cacheControl: "private, no-cache"]
        headers[.xContentTypeOptions] = "nosniff"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// 201: the thing that was made, and where it is from now on. `path` is that of the route, such as `/roles/ID`.
    package static func created(_ json: JSON, at path: String) -> Response {
        var response = Response.json(json, status: .created)
        response.headers[.location] = APIRoute.base + path
        return response
    }

    /// 202: the job that does the work, and where it can be watched.
    package static func accepted(_ job: JSON, at path: String) -> Response {
        var response = Response.json(job, status: .accepted)
        response.headers[.location] = APIRoute.base + path
        return response
    }

    /// 204: it is done, and there is nothing to say.
    package static var done: Response { Response(status: .noContent) }

    /// The same answer with the version of the thing as its tag, for `If-Match`.
    package func tagged(version: Int64) -> Response {
        var response = self
        response.headers[.eTag] = "\"\(version)\""
        return response
    }
}
