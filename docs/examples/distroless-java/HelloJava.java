public class HelloJava {
    public static void main(String[] words) {
        System.out.println("Hello, " + (words.length == 0 ? "Java" : String.join(" ", words)));
    }
}
