#pragma once

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include <libpq-fe.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hemicycle::testing {

// A PostgreSQL server of its own in a temporary directory, reachable by a Unix socket there. It
// owns the process and the directory. PostgreSQL refuses to run as root, so then it runs as the
// user `postgres` (or `nobody`). It ends with the process that started it.
class PostgresServer {
 public:
  enum class Fsync { kOn, kOff };

  explicit PostgresServer(Fsync fsync) : fsync_(fsync) {
    std::string pattern =
        std::filesystem::temp_directory_path() / ("hemicycle-pg-" + std::string(6, 'X'));
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp " + pattern);
    directory_ = pattern;
    if (::getuid() == 0) {
      user_ = ::getpwnam("postgres") != nullptr ? "postgres" : "nobody";
      const passwd* entry = ::getpwnam(user_.c_str());
      if (::chown(directory_.c_str(), entry->pw_uid, entry->pw_gid) != 0)
        throw std::runtime_error("chown " + directory_);
    }
    run({binary("initdb"), "-D", data(), "-U", "hemicycle", "-A", "trust", "-N", "-E", "UTF8"});
    start();
  }
  ~PostgresServer() {
    stop();
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  const std::string& directory() const { return directory_; }
  std::string connection() const {
    return "host=" + directory_ + " user=hemicycle dbname=postgres connect_timeout=5";
  }
  // A connection string whose tables are in a schema of their own, made now.
  std::string with_schema(const std::string& schema) const {
    execute("CREATE SCHEMA " + schema);
    return connection() + " options='-csearch_path=" + schema + "'";
  }

  void execute(const std::string& sql) const {
    PGconn* database = PQconnectdb(connection().c_str());
    PQsetNoticeProcessor(
        database, [](void*, const char*) {}, nullptr);
    PGresult* result = PQexec(database, sql.c_str());
    std::string error = PQresultErrorMessage(result);
    PQclear(result);
    PQfinish(database);
    if (!error.empty()) throw std::runtime_error(sql + ": " + error);
  }

  // A backend finishes what it was told, a commit for one, even when its client has died.
  void wait_until_nobody_is_connected() const {
    PGconn* database = PQconnectdb(connection().c_str());
    std::string others;
    do {
      PGresult* result = PQexec(database,
                                "SELECT count(*) FROM pg_stat_activity WHERE "
                                "backend_type = 'client backend' AND pid <> pg_backend_pid()");
      const bool answered = PQresultStatus(result) == PGRES_TUPLES_OK;
      others = answered ? PQgetvalue(result, 0, 0) : "";
      PQclear(result);
      ::usleep(others == "0" ? 0 : 2'000);
    } while (!others.empty() && others != "0");
    PQfinish(database);
  }

  void start() {
    process_ = spawn({binary("postgres"), "-D", data(), "-k", directory_, "-c",
                      "listen_addresses=", "-c", fsync_ == Fsync::kOn ? "fsync=on" : "fsync=off"});
    for (int tries = 0; PQping(connection().c_str()) != PQPING_OK; ++tries) {
      if (tries == 1000) throw std::runtime_error("PostgreSQL does not start in " + directory_);
      ::usleep(10'000);
    }
  }
  // As a crash: every connection breaks at once, and the next start recovers.
  void crash() { end(SIGQUIT); }
  void stop() { end(SIGINT); }

 private:
  std::string data() const { return directory_ + "/data"; }

  static std::string binary(const std::string& name) {
    std::error_code none;
    for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", none))
      if (std::filesystem::exists(version.path() / "bin" / name))
        return version.path() / "bin" / name;
    throw std::runtime_error("PostgreSQL's " + name + " is not installed");
  }

  pid_t spawn(std::vector<std::string> command) const {
    if (!user_.empty())
      command.insert(
          command.begin(),
          {"/usr/bin/setpriv", "--reuid=" + user_, "--clear-groups",
           "--regid=" + std::to_string(::getpwnam(user_.c_str())->pw_gid), "--pdeathsig=QUIT"});
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::string log = directory_ + "/log";
    pid_t child = ::fork();
    if (child != 0) return child;
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    if (std::freopen(log.c_str(), "a", stdout) == nullptr || ::dup2(1, 2) < 0 ||
        ::chdir(directory_.c_str()) != 0)
      ::_exit(126);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  void run(const std::vector<std::string>& command) const {
    int status = 0;
    ::waitpid(spawn(command), &status, 0);
    if (status != 0) throw std::runtime_error(command[0] + " failed, see " + directory_ + "/log");
  }
  void end(int signal) {
    if (process_ <= 0) return;
    ::kill(process_, signal);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
  }

  Fsync fsync_;
  std::string directory_;
  std::string user_;  // empty: as whoever runs this
  pid_t process_ = 0;
};

}  // namespace hemicycle::testing
